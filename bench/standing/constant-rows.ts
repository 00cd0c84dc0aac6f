import * as STANDING_CONSTANTS from '#shared/evidence/standing-constants.ts';
import type { StandingConstants } from '#shared/evidence/standing-reports.ts';
import { HIDING, SMEARING } from './attackers.ts';
import { daysToSeeStop, isEverFlipped, isSmeared } from './measures.ts';
import { siteRule } from './rules.ts';
import type { Row } from './rows.ts';
import { changedWordRows } from './words.ts';

/** Constants of figures, of expected delays and of reminders, which decide nothing here. */
const NOT_OF_THE_RULE = /^(WEIGHT_OF|NEW_MEMBERS|EXPECTED|NO_NEWS_REMINDERS|PARTLY)/;
/** Constants of the words at the ends. */
const OF_WORDS = /^(NOT_PAYING|RELIABLE|RECEIPT)/;

/** Each constant of the rule a quarter up and down, in the rows that it decides. */
export function constantRows(weight: number): Row[] {
  const changes = Object.entries(STANDING_CONSTANTS)
    .filter(([name]) => !NOT_OF_THE_RULE.test(name))
    .flatMap(([name, value]) =>
      [0.75, 1.25].map((factor) => ({ [name]: value * factor }) as Partial<StandingConstants>),
    );
  const [nobody, , , confirming] = HIDING;
  const smear = SMEARING.find(({ name }) => name === '6 aged');
  if (nobody === undefined || confirming === undefined || smear === undefined)
    throw new Error('no such attack');
  return changes.flatMap((change): Row[] => {
    const [[name, value] = ['', 0]] = Object.entries(change);
    const changedName = `${name} ${Number(value).toPrecision(2)}`;
    if (OF_WORDS.test(name)) return changedWordRows(changedName, change, weight);
    const rule = siteRule(changedName, change);
    const base = { rule: rule.name, weight } as const;
    const table = 'each constant a quarter lower and higher, 0.3 a day';
    return [
      {
        ...base,
        table,
        row: 'slow, bias 2, 10 % never closed: ever bad',
        kind: 'share',
        run: (run, seed) =>
          isEverFlipped(rule, run, seed, { rate: 0.3, bias: 2, forgotten: 0.1, kind: 'slow' }),
      },
      {
        ...base,
        table,
        row: 'stops, bias 1: days',
        kind: 'days',
        run: (run, seed) => daysToSeeStop(rule, run, seed, { rate: 0.3, bias: 1, attack: nobody }),
      },
      {
        ...base,
        table,
        row: 'stops, 60 confirm each other: days',
        kind: 'days',
        run: (run, seed) =>
          daysToSeeStop(rule, run, seed, { rate: 0.3, bias: 1, attack: confirming }),
      },
      {
        ...base,
        table,
        row: 'smeared by 6 aged',
        kind: 'share',
        run: (run, seed) => isSmeared(rule, run, seed, { rate: 0.3, bias: 1, attack: smear }),
      },
    ];
  });
}
