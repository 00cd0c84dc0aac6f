import type { StandingConstants } from '#shared/evidence/standing-reports.ts';
import type { StandingState } from '#shared/evidence/standing.ts';
import { HIDING, SOFTENING, type Attack } from './attackers.ts';
import { WATCHED_AFTER_TURN_DAYS } from './measures.ts';
import type { Row } from './rows.ts';
import { watchStanding } from './rules.ts';
import { DAYS, honestWorld, platformOf, runOf, stoppingWorld } from './worlds.ts';

/** How fast and how rightly the site says "pays" and "does not pay", the two words at the ends. */

type Changed = Partial<StandingConstants>;

const STEP_DAYS = 4;
/** The day on which an honest platform is asked whether it is called one that pays. */
const PAYS_DAY = 400;

/** Days from the stop until the site says that a platform does not pay; null for never. */
function daysToNotPaying(
  run: number,
  seed: number,
  { rate, attack, changed }: { rate: number; attack: Attack; changed?: Changed },
): number | null {
  const it = runOf(run, seed, rate);
  const world = stoppingWorld(it, run);
  const lies = attack.draw(world, it.turnDay + 1, it.seed + 4);
  const ask = watchStanding(platformOf(world, it, lies), changed);
  for (let day = 7; day <= it.turnDay; day += STEP_DAYS) ask(day);
  for (let after = 1; after <= WATCHED_AFTER_TURN_DAYS; after += 1) {
    if (ask(it.turnDay + after) === 'not-paying') return after;
  }
  return null;
}

/** What the site says of an honest platform, on one day after another. */
function honestStates(
  run: number,
  seed: number,
  { rate, bias, changed }: { rate: number; bias: number; changed?: Changed },
  until: number,
): StandingState[] {
  const it = runOf(run, seed, rate, bias);
  const ask = watchStanding(platformOf(honestWorld(it, 'slow', 0), it), changed);
  return Array.from({ length: Math.floor(until / STEP_DAYS) }, (_, nth) =>
    ask(STEP_DAYS * nth + 7),
  );
}

const isEverNotPaying = (...of: Parameters<typeof honestStates>): boolean =>
  honestStates(...of).includes('not-paying');
const isCalledPaying = (...of: Parameters<typeof honestStates>): boolean =>
  honestStates(...of).at(-1) === 'reliable';

/** Rows of the two words, at each rate. */
export function wordRows(weight: number): Row[] {
  const [nobody] = HIDING;
  if (nobody === undefined) throw new Error('no row without an attack');
  const base = { rule: 'the site', weight } as const;
  return [0.3, 1, 3].flatMap((rate): Row[] => [
    ...[nobody, SOFTENING].map((attack): Row => ({
      ...base,
      table: 'stops paying, days until it is said that it does not pay',
      row: `${rate} a day, ${attack.name}`,
      kind: 'days',
      run: (run, seed) => daysToNotPaying(run, seed, { rate, attack }),
    })),
    ...[2, 5].map((bias): Row => ({
      ...base,
      table: 'honest and slow, ever said not to pay in 480 days',
      row: `${rate} a day, bias ${bias}`,
      kind: 'share',
      run: (run, seed) => isEverNotPaying(run, seed, { rate, bias }, DAYS),
    })),
    ...[1, 2].map((bias): Row => ({
      ...base,
      table: `honest and slow, said to pay on day ${PAYS_DAY}`,
      row: `${rate} a day, bias ${bias}`,
      kind: 'share',
      run: (run, seed) => isCalledPaying(run, seed, { rate, bias }, PAYS_DAY),
    })),
  ]);
}

/** The same at 0.3 a day with other constants. */
export function changedWordRows(name: string, changed: Changed, weight: number): Row[] {
  const base = {
    rule: name,
    weight,
    table: 'constants of the words at the ends, 0.3 a day',
  } as const;
  const rate = 0.3;
  return [
    {
      ...base,
      row: 'stops: days until "does not pay"',
      kind: 'days',
      run: (run, seed) => daysToNotPaying(run, seed, { rate, attack: SOFTENING, changed }),
    },
    {
      ...base,
      row: 'honest, bias 5: ever "does not pay"',
      kind: 'share',
      run: (run, seed) => isEverNotPaying(run, seed, { rate, bias: 5, changed }, DAYS),
    },
    {
      ...base,
      row: 'honest, bias 1: "pays"',
      kind: 'share',
      run: (run, seed) => isCalledPaying(run, seed, { rate, bias: 1, changed }, PAYS_DAY),
    },
  ];
}
