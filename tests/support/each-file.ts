import { afterAll, expect } from 'vitest';
import { checkAnswers } from '#server/database/sql.ts';
import { endAll } from './endings.ts';
import { takePairsBack } from './rsa-pairs.ts';

// A job that goes on after an error does not hide it.
const mismatches: string[] = [];
checkAnswers((mismatch) => mismatches.push(mismatch.message));

// Runs before each file of tests: this is the last of its hooks.
afterAll(async () => {
  await endAll();
  takePairsBack();
  expect(mismatches.splice(0), 'SQL with rows of another shape than it states').toEqual([]);
});
