import type { ClaimAnswer } from '#shared/evidence/claims.ts';
import type { PayoutFacts } from '#shared/evidence/payouts.ts';
import type { Calendar } from './calendar.ts';
import type { Act, DemoEvent } from './plan.ts';
import type { Random } from './random.ts';

type Claim = {
  readonly key: string;
  /** When it was published, in days before now. */
  readonly since: number;
  /** Whether the platform still pays anybody. */
  readonly pays: boolean;
};

/**
 * She confirms now and then that it is pending; later writes it off, is paid after a reply of the
 * platform, or goes silent.
 */
export function keepWaiting(
  told: readonly DemoEvent[],
  { key, since, pays }: Claim,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const first = told[0];
  if (first === undefined) return [];
  const later = (age: number, act: Act): DemoEvent[] => {
    const at = calendar.momentAfter(age, first.at, random);
    return at === null ? [] : [{ at, member: first.member, act }];
  };
  const events: DemoEvent[] = [];
  let age = since - random.int(25, 50);
  for (; age > 0 && random.chance(0.7); age -= random.int(28, 60)) {
    events.push(...later(age, { kind: 'still-waiting', of: key }));
  }
  if (age <= 0) return events;
  const end = random.next();
  const answer: ClaimAnswer | null =
    end < 0.3
      ? { answer: 'given-up', afterReply: false }
      : end < 0.65 && pays
        ? { answer: 'received', on: calendar.day(age), afterReply: true }
        : null;
  if (answer === null) return events;
  return [...events, ...later(age, { kind: 'close-claim', of: key, answer })];
}

/** The answer by one tap that closes a claim with these facts; null where they say more than it can. */
export function answerOf(settled: PayoutFacts): ClaimAnswer | null {
  const { outcome, received, afterReply, dateForgotten } = settled;
  if (received !== undefined) return null;
  if (dateForgotten) return { answer: 'date-forgotten', afterReply };
  const { receivedOn, refusedOn, refusal } = settled;
  const day = receivedOn ?? refusedOn;
  const on = day === undefined ? {} : { on: day };
  if (outcome === 'received') return { answer: 'received', ...on, afterReply };
  if (outcome !== 'refused') return null;
  return { answer: 'refused', ...on, ...(refusal ? { refusal } : {}), afterReply };
}
