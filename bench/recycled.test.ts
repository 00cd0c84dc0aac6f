import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Sample } from './recycled-table.ts';

/** A picture with these pixels. */
function sample(name: string, what: Partial<Sample> = {}): Sample {
  const hash = Buffer.from(name).toString('hex').padEnd(64, '0');
  return {
    template: 'wallet receipt',
    phone: true,
    member: 1,
    payment: 1,
    transform: null,
    seen: { sourcePixels: hash, shownPixels: hash, dhash: '0'.repeat(16), layout: '' },
    ...what,
  };
}

test('npm run bench:recycled counts what is found, and what is found wrongly', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-bench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'samples.json');
  const samples = [
    sample('first'),
    sample('first', { transform: 'saved as PNG' }),
    sample('half', { transform: 'half as large' }),
    // The member's own next payment, which may well look the same.
    sample('first', { payment: 2 }),
    // One that would be taken for a copy.
    sample('first', { payment: 3, member: 2 }),
  ];
  writeFileSync(path, JSON.stringify(samples));
  const report = execFileSync(
    process.execPath,
    ['--import', 'tsx', 'bench/recycled.ts', '--load', path],
    { encoding: 'utf8' },
  );
  expect(report).toContain('saved as PNG         found 1 of 1');
  expect(report).toContain('half as large        found 0 of 1');
  expect(report).toContain(
    'wrongly found: 2 of 2 pairs of two members on one template, 2 of 2 of all',
  );
});
