import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('npm run bench:edited counts edits that are found, and takes no honest picture for one', () => {
  const report = execFileSync(
    process.execPath,
    ['--import', 'tsx', 'bench/edited.ts', '--pictures', '2'],
    { encoding: 'utf8' },
  );
  expect(report).toMatch(/^chosen: found \d of 2 edits, none of 2 honest pictures$/m);
  expect(report).toMatch(/^published: found \d of 2 edits, none of 2 honest pictures$/m);
});
