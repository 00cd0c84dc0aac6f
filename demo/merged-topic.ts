import { DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import type { Calendar } from './calendar.ts';
import { otherModerator } from './cases.ts';
import type { DemoEvent } from './plan.ts';
import type { Random } from './random.ts';

/** A question that was asked twice: its title, that of the topic into which it is merged, and why. */
const MERGED = {
  title: 'Clickworker\u00a0: « en cours de validation » depuis dix jours',
  into: 'Clickworker\u00a0: combien de temps dure la validation\u00a0?',
  reason: 'La même question, posée deux fois la même semaine.',
  proposedAge: 8,
  answeredAge: 7,
} as const;

/** Two moderators merge two topics; nothing where one of them wrote in either, or there is one alone. */
export function planMergedTopic(
  happened: readonly DemoEvent[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const keyOf = (title: string): string | undefined =>
    happened.flatMap(({ act }) =>
      act.kind === 'start-thread' && act.title === title ? [act.key] : [],
    )[0];
  const [of, into] = [keyOf(MERGED.title), keyOf(MERGED.into)];
  const at = calendar.moment(MERGED.proposedAge, random);
  const proposer = otherModerator(happened, at);
  if (of === undefined || into === undefined || proposer === DEMO_MODERATOR) return [];
  const isTheirs = happened.some(
    ({ act, member }) =>
      (act.kind === 'start-thread' || act.kind === 'post') &&
      [of, into].includes(act.kind === 'post' ? act.of : act.key) &&
      [proposer, DEMO_MODERATOR].includes(member),
  );
  if (isTheirs) return [];
  const { reason } = MERGED;
  return [
    { at, member: proposer, act: { kind: 'propose-merge', of, into, reason } },
    {
      at: calendar.moment(MERGED.answeredAge, random),
      member: DEMO_MODERATOR,
      act: { kind: 'agree-to-merge', of },
    },
  ];
}
