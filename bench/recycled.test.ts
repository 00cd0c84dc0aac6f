import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Sample } from './recycled-table.ts';

/** A picture whose pixels nobody else has, with these numbers on it. */
function sample(name: string, tokens: string[], what: Partial<Sample> = {}): Sample {
  const hash = Buffer.from(name).toString('hex').padEnd(64, '0');
  return {
    template: 'wallet receipt',
    phone: true,
    member: 1,
    payment: 1,
    covered: false,
    transform: null,
    seen: { sourcePixels: hash, shownPixels: hash, dhash: '0'.repeat(16), tokens },
    ...what,
  };
}

test('npm run bench:recycled counts what is found, and what is found wrongly', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-bench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'samples.json');
  const samples = [
    sample('first', ['2743', '318', '115', '2628']),
    sample('cropped', ['2743', '318', '115'], { transform: 'cropped by 6 %' }),
    sample('half', ['2743', '318'], { transform: 'half as large' }),
    // Another payment with the same account and fee: two numbers in common are not enough.
    sample('second', ['4100', '318', '115', '3985'], { payment: 2 }),
    // One that would be taken for a copy.
    sample('third', ['2743', '318', '115'], { payment: 3, member: 2 }),
  ];
  writeFileSync(path, JSON.stringify(samples));
  const report = execFileSync(
    process.execPath,
    ['--import', 'tsx', 'bench/recycled.ts', '--load', path],
    { encoding: 'utf8' },
  );
  expect(report).toContain('cropped by 6 %       found 1 of 1, of them exact 0');
  expect(report).toContain('half as large        found 0 of 1, of them exact 0');
  expect(report).toContain('wrongly found: 0 of 1 of one member, 1 of 3 on one template');
});
