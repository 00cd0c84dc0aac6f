import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** Files of a dump that follow from others: whoever publishes them otherwise is found. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

test.each([
  ['an entry of another day', 'record-entries', /("day": ?")\d{4}/, '$12020', 'leaf 0'],
  ['an entry about something else', 'record-entries', /("subject": ?")[^"]+/, '$1post/x', 'leaf 0'],
  ['a checkpoint of another size', 'record-checkpoints', /("size": ?)\d+/, '$11', 'checkpoint 1'],
  [
    'a checkpoint that nobody signed',
    'record-checkpoints',
    /(— [^ ]+ )[\w+/]{9}/,
    '$1AAAAAAAAA',
    /^checkpoint/,
  ],
  ['a log that began otherwise', 'record-logs', /("began": ?")first/, '$1forked', 'log/1'],
] as const)('of the tables of the record, %s is found', async (_, table, from, to, name) => {
  const folder = await dumpOf(site);
  const path = join(folder, `whole/${table}.jsonl`);
  const before = await readFile(path, 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  await writeFile(path, after);
  const [changed, found] = (await verifyDump(folder)).faults;
  expect(changed).toBe(`file of the dump changed: whole/${table}.jsonl`);
  expect(found).toContain('not as it stands in the record: ');
  expect(found?.slice('not as it stands in the record: '.length)).toMatch(name);
});

test('a file of figures that its rows do not give is found, though the manifest agrees with it', async () => {
  const folder = await dumpOf(site);
  const path = join(folder, 'figures/ranking.csv');
  const before = await readFile(path);
  const forged = Buffer.from(before.toString().replace(',unknown,', ',reliable,'));
  await writeFile(path, forged);
  const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const manifest = await readFile(join(folder, 'manifest.json'), 'utf8');
  await writeFile(join(folder, 'manifest.json'), manifest.replace(hash(before), hash(forged)));
  expect((await verifyDump(folder)).faults).toEqual([
    'not what follows from what is published: figures/ranking.csv',
  ]);
});
