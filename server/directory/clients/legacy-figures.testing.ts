import type { ClientReviewFacts } from '#shared/directory/clients.ts';
import type { TaskReportFigures } from '#shared/evidence/hourly-pay.ts';
import { makeRatedReport, type TestReportFacts } from '#shared/evidence/hourly-pay.testing.ts';
import type { TurkopticonClientFigures } from '#shared/site/turkopticon-compatibility.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import { computeLegacyFigures } from './legacy-figures.ts';

const NOW = '2026-11-20';
const RATES: ExchangeRate[] = [
  { currency: 'EUR', perEur: 1, asOf: '2026-01', status: 'exact' },
  { currency: 'USD', perEur: 1.2, asOf: '2026-01', status: 'indicative' },
];

export const makeReportFacts = (overrides: TestReportFacts = {}): TaskReportFigures =>
  makeRatedReport({
    authorKey: 'a',
    established: false,
    currency: 'USD',
    rewardMinor: 50,
    paid: 10,
    totalSeconds: 1_800,
    ...overrides,
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
  reports: TaskReportFigures[],
  reviews: ClientReviewFacts[] = [],
): TurkopticonClientFigures =>
  computeLegacyFigures({ name: 'Noah', aliases: ['NT'], reports, reviews, rates: RATES, now: NOW });
