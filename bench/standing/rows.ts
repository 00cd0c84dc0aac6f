import { HIDING, SLOWING, SMEARING, type Attack } from './attackers.ts';
import { watchDelays } from './decay.ts';
import { STAMP_COUNTING_DAYS } from '#shared/evidence/publication/counting-days.ts';
import {
  daysToSeeDecay,
  daysToSeeNever,
  daysToSeeStop,
  isEverFlipped,
  isEverSlow,
  isNeverPraised,
  isSmeared,
} from './measures.ts';
import { OTHER_RULES, SITE, type Rule } from './rules.ts';
import { CROWDS, playCrowd } from './silencing.ts';
import { constantRows } from './constant-rows.ts';
import { wordRows } from './words.ts';
import {
  BIASES,
  FORGOTTEN,
  HONEST_KINDS,
  PAID_SHARES,
  RATES,
  SELECTIONS,
  decayingWorld,
  platformOf,
  runOf,
} from './worlds.ts';

/** What one run of a row gives: a number of days, null for never; undefined where it does not apply. */
export type Value = number | boolean | null | undefined;

/** What a row says about its rule in the table that compares all rules. */
export type FrontMeasure = {
  /** Honest platforms called bad; days to see a stop, of nobody's or of an attacker's hiding; smears. */
  readonly of: 'flipped' | 'seen' | 'hidden' | 'smeared';
  /** Account-months of the attack. */
  readonly cost: number;
};

/** One row of the bench: a rule in a world, with what a run of it gives. */
export type Row = {
  readonly table: string;
  readonly row: string;
  readonly rule: string;
  /** `days`: median, 90 and 95 % points; `share`: the share of runs in which it holds. */
  readonly kind: 'days' | 'share';
  /** Runs for each run that is asked for; rows without an aim get fewer. */
  readonly weight: number;
  readonly run: (run: number, seed: number) => Value;
  readonly front?: FrontMeasure;
};

const RULES: readonly Rule[] = [SITE, ...OTHER_RULES];
/** Share of the runs of rows without an aim. */
const FEWER = 0.2;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function honestRows(): Row[] {
  return RULES.flatMap((rule) =>
    BIASES.flatMap((bias) =>
      FORGOTTEN.flatMap((forgotten) =>
        HONEST_KINDS.flatMap((kind) =>
          RATES.map((rate): Row => {
            const hasAim = rule === SITE && bias === 2 && forgotten <= 0.1;
            return {
              table: `honest, ever called bad in 480 days, bias ${bias}, ${percent(forgotten)} never closed`,
              row: `${kind}, ${rate} a day`,
              rule: rule.name,
              kind: 'share',
              weight: hasAim ? 1 : FEWER,
              run: (run, seed) => isEverFlipped(rule, run, seed, { rate, bias, forgotten, kind }),
              ...(bias === 2 && forgotten <= 0.1 ? { front: { of: 'flipped', cost: 0 } } : {}),
            };
          }),
        ),
      ),
    ),
  );
}

function stopRows(): Row[] {
  const [nobody] = HIDING;
  if (nobody === undefined) throw new Error('no row without an attack');
  return RULES.flatMap((rule) => [
    ...BIASES.flatMap((bias) =>
      RATES.map((rate) => stopRow(rule, rate, bias, nobody, rule === SITE && bias <= 2)),
    ),
    ...[1, 2].flatMap((bias) =>
      HIDING.slice(1).map((attack) => stopRow(rule, 0.3, bias, attack, rule === SITE)),
    ),
  ]);
}

function stopRow(rule: Rule, rate: number, bias: number, attack: Attack, hasAim: boolean): Row {
  return {
    table: `stops paying, days until called bad, bias ${bias}`,
    row: `${rate} a day, ${attack.name} (${attack.accountMonths} account-months)`,
    rule: rule.name,
    kind: 'days',
    weight: hasAim ? 1 : FEWER,
    run: (run, seed) => daysToSeeStop(rule, run, seed, { rate, bias, attack }),
    ...(rate === 0.3 && bias === 1 && attack.isPaid !== true
      ? { front: { of: attack.name === 'nobody' ? 'seen' : 'hidden', cost: attack.accountMonths } }
      : {}),
  };
}

function smearRows(): Row[] {
  return RULES.flatMap((rule) =>
    [0.3, 1].flatMap((rate) =>
      SMEARING.flatMap((attack) =>
        [false, true].map((withPraise): Row => ({
          table: `smeared while it pays, called bad within 130 days, ${rate} a day`,
          row: `${attack.name} (${attack.accountMonths} account-months)${withPraise ? ', praise by 60 aged' : ''}`,
          rule: rule.name,
          kind: 'share',
          weight: rule === SITE && !withPraise && rate === 0.3 ? 1 : FEWER,
          run: (run, seed) => isSmeared(rule, run, seed, { rate, bias: 1, attack, withPraise }),
          ...(rate === 0.3 && !withPraise
            ? { front: { of: 'smeared', cost: attack.accountMonths } }
            : {}),
        })),
      ),
    ),
  );
}

/** Platforms that pay less than they should, or not everybody: reported, without an aim. */
function partialRows(): Row[] {
  return [SITE].flatMap((rule) =>
    [0.3, 1].flatMap((rate) => [
      ...PAID_SHARES.map((paidShare): Row =>
        partialRow(rule, rate, { paidShare }, `pays ${percent(paidShare)}`),
      ),
      ...SELECTIONS.map((unpaidTo): Row =>
        partialRow(rule, rate, { unpaidTo }, `does not pay ${unpaidTo}`),
      ),
    ]),
  );
}

function partialRow(
  rule: Rule,
  rate: number,
  change: { paidShare?: number; unpaidTo?: (typeof SELECTIONS)[number] },
  row: string,
): Row {
  return {
    table: 'pays only in part, ever called bad in 480 days, bias 1',
    row: `${row}, ${rate} a day`,
    rule: rule.name,
    kind: 'share',
    weight: FEWER,
    run: (run, seed) =>
      isEverFlipped(rule, run, seed, { rate, bias: 1, forgotten: 0, kind: 'pays 92 %', change }),
  };
}

/** Days among which the counting day is drawn: at once, as the site does at least, and at most. */
const COUNTING_DAYS = [1, STAMP_COUNTING_DAYS.fewest, STAMP_COUNTING_DAYS.most] as const;

function countingRows(): Row[] {
  const [nobody] = HIDING;
  if (nobody === undefined) throw new Error('no row without an attack');
  return [SITE].flatMap((rule) =>
    RATES.flatMap((rate) =>
      COUNTING_DAYS.map((countingDays): Row => ({
        table: 'stops paying, days until called bad, by the days of the draw',
        row: `${rate} a day, from ${countingDays}`,
        rule: rule.name,
        kind: 'days',
        weight: FEWER,
        run: (run, seed) =>
          daysToSeeStop(rule, run, seed, { rate, bias: 1, attack: nobody, countingDays }),
      })),
    ),
  );
}

function neverRows(): Row[] {
  return RULES.flatMap((rule) =>
    [0.1, 0.3, 1].flatMap((rate) =>
      HIDING.slice(0, 3).flatMap((attack): Row[] => {
        const base = { rule: rule.name, weight: FEWER, row: `${rate} a day, ${attack.name}` };
        const given = { rate, attack };
        return [
          {
            ...base,
            table: 'never pays, days from the first report until called bad',
            kind: 'days',
            run: (run, seed) => daysToSeeNever(rule, run, seed, given),
          },
          {
            ...base,
            table: 'never pays, ever called good',
            kind: 'share',
            run: (run, seed) => isNeverPraised(rule, run, seed, given),
          },
        ];
      }),
    ),
  );
}

function decayRows(): Row[] {
  const base = { rule: 'log-rank line', weight: 1 } as const;
  return [0.1, 0.3, 1].flatMap((rate): Row[] => [
    {
      ...base,
      table: 'payments take longer, days from the first slower one until said',
      row: `median 3 to 60 days, ${rate} a day`,
      kind: 'days',
      run: (run, seed) => {
        const it = runOf(run, seed, rate);
        return daysToSeeDecay(watchDelays, platformOf(decayingWorld(it), it), it.turnDay);
      },
    },
    ...HONEST_KINDS.map((kind): Row => ({
      ...base,
      table: 'payments take longer, said in 480 days of',
      row: `${kind}, ${rate} a day`,
      kind: 'share',
      run: (run, seed) => isEverSlow(watchDelays, run, seed, { rate, kind }),
    })),
    ...SLOWING.map((attack): Row => ({
      ...base,
      table: 'payments take longer, said in 480 days of',
      row: `pays 92 %, ${attack.name}, ${rate} a day`,
      kind: 'share',
      run: (run, seed) => isEverSlow(watchDelays, run, seed, { rate, kind: 'pays 92 %', attack }),
    })),
  ]);
}

function silencedRows(): Row[] {
  const base = { rule: 'detector', kind: 'share', weight: 0.15 } as const;
  return CROWDS.flatMap((world): Row[] => [
    {
      ...base,
      table: 'true complaints of newcomers that lose their weight, in any run',
      row: world,
      run: (run, seed) => playCrowd(world, seed + run).silenced > 0,
    },
    {
      ...base,
      table: 'true complaints of newcomers that are said to be contradicted, in any run',
      row: world,
      run: (run, seed) => playCrowd(world, seed + run).isContradicted,
    },
  ]);
}

/** All rows of the bench. */
export function allRows(): Row[] {
  return [
    ...honestRows(),
    ...stopRows(),
    ...countingRows(),
    ...neverRows(),
    ...wordRows(FEWER),
    ...smearRows(),
    ...partialRows(),
    ...decayRows(),
    ...silencedRows(),
    ...constantRows(FEWER),
  ];
}
