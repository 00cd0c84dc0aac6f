import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Loads a community and starts three servers. */
const COMMAND_TIMEOUT_MS = 180_000;

test(
  'npm run bench:forum reads threads and lists beside a bare server that sends the same rows',
  () => {
    const small = ['--members', '80', '--posts', '300', '--requests', '4', '--connections', '2'];
    const report = execFileSync(process.execPath, ['--import', 'tsx', 'bench/forum.ts', ...small], {
      encoding: 'utf8',
    });
    expect(report).toContain('300 posts; 4 requests, 2 at a time');
    expect(report).toMatch(/^page 1 of a thread of \d+ posts: JSON [\d.]+ KB, gzip [\d.]+ KB/m);
    for (const name of ['a category', 'the front page']) expect(report).toContain(`${name}: JSON`);
    expect(report.match(/^ {2}HTML, a member .* times the bare one$/gm)).toHaveLength(6);
    expect(report.match(/HTML [\d.]+ KB, gzip [\d.]+ KB, [1-9][\d.]* queries$/gm)).toHaveLength(6);
  },
  COMMAND_TIMEOUT_MS,
);
