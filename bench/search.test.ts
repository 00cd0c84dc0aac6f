import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('npm run bench:search asks every kind of question and says how long each takes', () => {
  const small = ['--posts', '200', '--requests', '2', '--connections', '1'];
  const report = execFileSync(process.execPath, ['--import', 'tsx', 'bench/search.ts', ...small], {
    encoding: 'utf8',
  });
  expect(report).toMatch(/^200 posts on postgresql, \d+ words; 2 requests each, 1 at a time$/m);
  for (const kind of ['a frequent word', 'a rare word', 'two words', 'a slip', 'of a member']) {
    const line = new RegExp(
      `^${kind} +p50 [\\d.]+ ms +p99 [\\d.]+ ms +processor [\\d.]+ ms +the database alone [\\d.]+ ms$`,
      'm',
    );
    expect(report).toMatch(line);
  }
  expect(report).toMatch(/^all, mixed +p50 [\d.]+ ms +p99 [\d.]+ ms +processor [\d.]+ ms$/m);
});
