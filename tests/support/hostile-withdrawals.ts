import { SUBJECT_KINDS } from '#shared/core/subject-kinds.ts';
import { withdrawApiPath } from '#shared/governance/cases.ts';
import { MAKE } from './flaggable-subjects.ts';
import type { WritingRoute } from './writing-route.ts';

/** The routes by which authors withdraw what they wrote, one a kind. */
export const WITHDRAWAL_ROUTES: Readonly<Record<string, WritingRoute>> = Object.fromEntries(
  SUBJECT_KINDS.filter((kind) => kind !== 'reply').map((kind) => [
    withdrawApiPath(`${kind}/{id}`),
    {
      page: '/fr/mes-preuves',
      form: 'withdraw',
      body: () => ({}),
      subject: (site, member) => MAKE[kind](site, member, 'Je le retire.'),
    } satisfies WritingRoute,
  ]),
);
