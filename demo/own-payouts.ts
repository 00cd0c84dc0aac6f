import { DEMO_MEMBER } from '#server/portability/demo/demo-accounts.ts';
import type { PayoutFacts } from '#shared/evidence/payouts.ts';
import type { Calendar } from './calendar.ts';
import type { DemoEvent } from './plan.ts';
import type { Random } from './random.ts';

/** A payout asked for and, unless she waits for it, received some days before now. */
type Own = {
  readonly key: string;
  readonly slug: string;
  readonly asked: number;
  readonly received?: number;
  /** When she reports it. */
  readonly reported: number;
  readonly expected: string;
  readonly later?: true;
};

/**
 * What the member reports that a developer signs in as: with her others, one in each state of
 * publication. Two are pending, one of them late.
 */
const OWN: readonly Own[] = [
  { key: 'own', slug: 'tacheo', asked: 24, reported: 22, expected: '18.40' },
  { key: 'own', slug: 'clickworker', asked: 4, reported: 2, expected: '12.65' },
  { key: 'shown', slug: 'tacheo', asked: 171, received: 160, reported: 159, expected: '31.20' },
  {
    key: 'waits',
    slug: 'bemyeye',
    asked: 19,
    received: 8,
    reported: 7,
    expected: '14.00',
    later: true,
  },
  { key: 'joins', slug: 'bemyeye', asked: 11, received: 3, reported: 2, expected: '9.50' },
];

export function planOwnPayouts(calendar: Calendar, random: Random): DemoEvent[] {
  return OWN.map(({ key, slug, asked, received, reported, expected, later }): DemoEvent => {
    const facts: PayoutFacts = {
      outcome: received === undefined ? 'waiting' : 'received',
      expected,
      currency: 'EUR',
      method: 'paypal',
      askedOn: calendar.day(asked),
      ...(received === undefined ? {} : { receivedOn: calendar.day(received) }),
      dateForgotten: false,
      afterReply: false,
      dueByItself: false,
      solicited: false,
      signed: false,
      showsAmount: false,
      showsMonth: false,
    };
    return {
      at: calendar.moment(reported, random),
      member: DEMO_MEMBER,
      act: {
        kind: 'publish-payout',
        key: `${slug}/${key}`,
        slug,
        facts,
        picture: null,
        ...(later === undefined ? {} : { later }),
      },
    };
  });
}
