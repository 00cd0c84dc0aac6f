import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('npm run bench:legacy measures the three reads beside a bare query', () => {
  const small = ['--clients', '200', '--requests', '10'];
  const report = execFileSync(process.execPath, ['--import', 'tsx', 'bench/legacy.ts', ...small], {
    encoding: 'utf8',
  });
  expect(report).toContain('200 clients on postgresql; 10 requests of 100 ids, 2 at a time');
  for (const name of ['multi-attrs.php', 'requesters', 'v1/requesters', 'bare query']) {
    expect(report).toMatch(new RegExp(`^${name} +p50 [\\d.]+ ms +p99 [\\d.]+ ms`, 'm'));
  }
  expect(report.match(/times the bare one/g)).toHaveLength(3);
});
