import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { DUMPED_TABLES } from '#server/public-schema/all-tables.ts';
import { ROW_FILES } from '#shared/portability/verifier/manifest-files.ts';
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

test('each table of a dump is one that must be there', () => {
  const list = 'ROW_FILES of shared/portability/verifier/manifest-files.ts';
  expect([...ROW_FILES], list).toEqual(DUMPED_TABLES.map(({ name }) => name).toSorted());
});

test.each([
  ['a table without which nothing compares the record', 'whole/record-entries.jsonl'],
  ['a table of which no row is committed to', 'whole/established-turns.jsonl'],
  ['the ranking', 'figures/ranking.csv'],
])('%s that is left out of a dump is named', async (_, path) => {
  const folder = await dumpOf(site);
  await changeManifest(folder, (manifest) => ({
    ...manifest,
    files: (manifest['files'] as { path: string }[]).filter((file) => file.path !== path),
  }));
  expect((await verifyDump(folder)).faults).toEqual([`missing in the dump: ${path}`]);
});

test('a dump that does not say which figures are to be computed still is named, since none is compared', async () => {
  const folder = await dumpOf(site);
  await changeManifest(folder, ({ stale: _, ...manifest }) => manifest);
  const { faults, compared } = await verifyDump(folder);
  expect(faults).toEqual(['missing in the dump: manifest.json (stale)']);
  expect(compared.figures.compared).toBe(0);
});

type Manifest = Record<string, unknown>;

async function changeManifest(folder: string, change: (was: Manifest) => Manifest): Promise<void> {
  const path = join(folder, 'manifest.json');
  const was = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  await writeFile(path, JSON.stringify(change(was)));
}
