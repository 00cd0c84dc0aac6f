import { describe, expect, it } from 'vitest';
import { attack, type Exposure } from './anonymity/attack.ts';
import { makeLedger, WORLDS } from './anonymity/ledger.ts';
import type { Scheme } from './anonymity/attack.ts';
import { attackSlate, SLATE_RULES, type SlateRule } from './anonymity/slate.ts';

const world = WORLDS[0];
if (world === undefined) throw new Error('no world');
const ledger = makeLedger(world, 2000, 1, 1);

function attackAuthors(scheme: Scheme, toldBadNews: boolean, workers: number): Exposure[] {
  const belief = { sourced: workers, established: Math.round(workers / 50) };
  return [1, 3, 12].map((reports) =>
    attack(ledger, scheme, belief, { count: 20, reports, toldBadNews, seed: reports }),
  );
}

describe('an attacker with the ledger of 2,000 workers', () => {
  it('names most authors of the former rows, so that the attack is a real one', () => {
    for (const { authors, fewerThan10 } of attackAuthors('rows under a key', false, 2000)) {
      expect(fewerThan10).toBeGreaterThan(authors * 0.8);
    }
  });

  it.each([false, true])(
    'names no author of slips, nor half of the doubt (bad news: %s)',
    (bad) => {
      for (const exposure of attackAuthors('slips', bad, 2000)) {
        expect(exposure.slips).toBeGreaterThan(0);
        expect(exposure).toMatchObject({ unique: 0, over50: 0 });
        expect(exposure.over10).toBeLessThanOrEqual(2);
      }
    },
  );

  it('names authors of slips who report often to a site that believes in a thousand times as many workers', () => {
    const exposures = attackAuthors('slips', true, 2_000_000);
    expect(exposures.at(-1)?.fewerThan10).toBeGreaterThan(5);
  });
});

describe('a slate of open claims, nine of ten places filled by puppets', () => {
  const ruleOf = (name: string): SlateRule => {
    const rule = SLATE_RULES.find((one) => one.name === name);
    if (rule === undefined) throw new Error(`no rule ${name}`);
    return rule;
  };

  it('leaves fewer than ten workers where it falls on the Monday after she is paid', () => {
    const { authors, fewerThan10 } = attackSlate(ledger, ruleOf('one week, falls'), 60, 1);
    expect(fewerThan10).toBeGreaterThan(authors * 0.4);
  });

  it('leaves ten or more where it never falls, has no sum and takes a quarter', () => {
    const rule = ruleOf('13 weeks, never falls, no sum');
    expect(attackSlate(ledger, rule, 60, 1)).toMatchObject({ unique: 0, fewerThan10: 0 });
  });
});
