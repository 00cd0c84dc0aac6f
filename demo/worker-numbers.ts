import type { FactPlan } from './facts.ts';

const MADE_UP = 'Nombre inventé pour la démonstration.';

/**
 * How many workers each platform paid in 12 months, without which no numbers are shown. Nobody knows
 * them of the platforms that exist, but of Foule Factory: that number is in the seed data.
 */
export const WORKER_NUMBERS: readonly FactPlan[] = (
  [
    ['clickworker', 5_200],
    ['microworkers', 6_100],
    ['appen', 7_400],
    ['testapic', 3_400],
    ['roamler', 4_600],
    ['isahit', 2_600],
    ['loonea', 3_900],
    ['bemyeye', 3_100],
    ['ferpection', 2_300],
    ['moolineo', 4_100],
    ['tacheo', 3_800],
    ['piecettes', 3_300],
    ['amazon-mechanical-turk', 2_000],
    ['clic-and-walk', 1_400],
    ['lionbridge', 900],
  ] as const
).map(([slug, paidWorkers], index) => ({
  slug,
  age: 370 - index,
  facts: { paidWorkers },
  source: MADE_UP,
}));
