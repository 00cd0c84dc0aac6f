import { expect, test } from 'vitest';
import { isContractMigration, MigrationsBlocked, planExpansion } from './contract-rules.ts';

const [ADDS, INDEX, TAKES, LATER] = ['1_a', '2_a_index_1', '3_a_contract', '4_b'] as const;

test.each([
  [[], [], []],
  [[ADDS], [ADDS], []],
  [[TAKES], [], [TAKES]],
  [[ADDS, INDEX, TAKES], [ADDS, INDEX], [TAKES]],
  [[ADDS, TAKES, '4_b_contract'], [ADDS], [TAKES, '4_b_contract']],
])('beside the version before, of %j it applies %j and lets %j wait', (pending, apply, wait) => {
  expect(planExpansion(pending)).toEqual({ apply, wait });
});

test.each([[[TAKES, LATER]], [[ADDS, TAKES, LATER]]])(
  'it applies nothing of %j: the last may build on what has to wait',
  (pending) => {
    expect(() => planExpansion(pending)).toThrow(MigrationsBlocked);
    expect(() => planExpansion(pending)).toThrow(/3_a_contract .* before 4_b.*--finish/);
  },
);

test('only the end of a name says that something is taken away', () => {
  expect([TAKES, '5_contract_kinds', LATER].map(isContractMigration)).toEqual([true, false, false]);
});
