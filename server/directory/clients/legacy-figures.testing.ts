import type { ClientReviewFacts } from '#shared/directory/client-ratings.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import type { TaskFigures } from '#shared/evidence/tasks.ts';
import type {
  TurkerViewFigures,
  TurkopticonAttributes,
  TurkopticonClientFigures,
} from '#shared/site/turkopticon-compatibility.ts';
import { computeLegacyFigures } from './legacy-figures.ts';

const RATES: ExchangeRate[] = [
  { currency: 'EUR', perEur: 1, asOf: '2026-01', status: 'exact' },
  { currency: 'USD', perEur: 1.2, asOf: '2026-01', status: 'indicative' },
];

/** Figures of ten members or more, of whom none had a task refused. */
export const makeTaskFigures = (overrides: Partial<TaskFigures> = {}): TaskFigures => ({
  members: 10,
  hourly: null,
  medianRunSeconds: null,
  refused: null,
  screenOutShare: null,
  medianApprovalDays: null,
  answered: null,
  recommends: null,
  breaksTerms: 0,
  ethics: [],
  ...overrides,
});

/** A median rate in cents an hour, told by five members or more. */
export const paidHourly = (
  median: number,
  currency: 'USD' | 'EUR' | 'INR' = 'USD',
): Pick<TaskFigures, 'hourly'> => ({
  hourly: { currency, low: null, median, high: null, members: 5 },
});

export const makeReviewFacts = (overrides: Partial<ClientReviewFacts> = {}): ClientReviewFacts => ({
  authorKey: 'a',
  established: false,
  communication: 3,
  pay: 3,
  fairness: 3,
  speed: 3,
  on: '2026-11-15',
  ...overrides,
});

export const computeTestLegacy = (
  tasks: TaskFigures | null,
  reviews: ClientReviewFacts[] = [],
  recentTasks: TaskFigures | null = null,
): TurkopticonClientFigures =>
  computeLegacyFigures({
    name: 'Noah',
    aliases: ['NT'],
    tasks,
    recentTasks,
    reviews,
    rates: RATES,
  });

type Facts = Parameters<typeof computeTestLegacy>;

/** @throws where the client has no marks. */
export function computeTestAttrs(...facts: Facts): TurkopticonAttributes {
  const { attrs } = computeTestLegacy(...facts);
  if (attrs === null) throw new Error('no marks');
  return attrs;
}

/** @throws where nothing was reported. */
export function computeTestView(...facts: Facts): TurkerViewFigures {
  const { view } = computeTestLegacy(...facts);
  if (view === null) throw new Error('no view');
  return view;
}
