import { describe, expect, test } from 'vitest';
import { appealRefusalOf, type AppealSituation } from './rules.ts';

describe('an appeal', () => {
  const situation: AppealSituation = {
    kind: 'hide',
    role: 'author',
    replaced: false,
    hiddenWhole: false,
    automated: false,
    there: true,
    late: false,
    used: null,
    caseState: 'closed',
    otherCase: false,
    jury: null,
  };
  const cases: [Partial<AppealSituation>, string | null][] = [
    [{}, null],
    [{ role: 'flagger' }, null],
    [{ role: 'rated' }, 'not-concerned'],
    [{ role: null }, 'not-concerned'],
    [{ kind: 'dismiss' }, 'nothing-to-gain'],
    [{ kind: 'restore' }, 'nothing-to-gain'],
    [{ kind: 'remove' }, null],
    [{ kind: 'dismiss', role: 'flagger' }, null],
    [{ kind: 'restore', role: 'flagger' }, null],
    [{ kind: 'remove', role: 'flagger' }, 'nothing-to-gain'],
    [{ kind: 'veil' }, 'nothing-to-gain'],
    [{ kind: 'restore', role: 'flagger', automated: true }, 'nothing-to-gain'],
    [{ there: false }, 'gone'],
    [{ replaced: true }, 'replaced'],
    [{ late: true }, 'too-late'],
    [{ used: 'upheld' }, 'used'],
    [{ used: 'withdrawn' }, 'used'],
    [{ used: 'open' }, 'used'],
    [{ used: 'undecided' }, null],
    [{ jury: 'sitting', caseState: 'jury' }, 'jury-sits'],
    [{ jury: 'waiting', caseState: 'jury' }, null],
    [{ caseState: 'open' }, 'case-open'],
    [{ otherCase: true }, 'case-open'],
  ];
  for (const [difference, why] of cases) {
    test(`with ${JSON.stringify(difference)} is ${why ?? 'open to her'}`, () => {
      expect(appealRefusalOf({ ...situation, ...difference })).toBe(why);
    });
  }
});
