import { addDays, type Day } from '#shared/core/days.ts';
import { computeStanding, weighPayouts, type PayoutEvidence } from '#shared/evidence/standing.ts';
import type { Standing, WeighedPayout } from '#shared/evidence/standing.ts';

const NOW: Day = '2026-06-30';

type Piece = Pick<PayoutEvidence, 'authorKey' | 'established' | 'proof' | 'state'> & {
  askedDaysAgo: number;
  delayDays: number | null;
};

const received = (
  authorKey: string,
  proof: PayoutEvidence['proof'],
  askedDaysAgo: number,
  delayDays: number,
  established = true,
): Piece => ({ authorKey, established, proof, state: 'received', askedDaysAgo, delayDays });

const PIECES: readonly Piece[] = [
  received('A', 'screenshot', 12, 6),
  received('A', 'screenshot', 28, 8),
  received('B', 'confirmed', 20, 10),
  received('C', 'declared', 30, 15),
  {
    authorKey: 'D',
    established: true,
    proof: 'declared',
    state: 'waiting',
    askedDaysAgo: 20,
    delayDays: null,
  },
  {
    authorKey: 'E',
    established: true,
    proof: 'declared',
    state: 'refused',
    askedDaysAgo: 60,
    delayDays: 20,
  },
  received('F', 'screenshot', 9, 7, false),
  received('G', 'declared', 5, 4, false),
  received('H', 'screenshot', 50, 9),
  received('I', 'confirmed', 15, 12),
];

/** The worked example of the rules page, computed by the functions of real standings. */
export function computeExampleStanding(): {
  rows: readonly WeighedPayout[];
  standing: Standing;
  now: Day;
} {
  const payouts = PIECES.map(toEvidence);
  return {
    rows: weighPayouts(payouts, NOW),
    standing: computeStanding({ payouts, previous: null, closed: false, now: NOW }),
    now: NOW,
  };
}

function toEvidence({ askedDaysAgo, delayDays, ...piece }: Piece): PayoutEvidence {
  const askedOn = addDays(NOW, -askedDaysAgo);
  return {
    ...piece,
    askedOn,
    settledOn: delayDays === null ? null : addDays(askedOn, delayDays),
    solicited: false,
    suspect: false,
    shareReceived: 1,
    stillWaitingOn: null,
    unansweredReminders: 0,
    promiseDays: null,
  };
}
