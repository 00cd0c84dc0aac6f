import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { restoreDump } from '#server/portability/dump/restore-dump.ts';
import { makeClient } from '#tests/api/directory/clients.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, showAllPosts } from '#tests/support/factories.ts';
import { sequence, sequencerOf } from '#tests/support/log-sequencer.ts';
import { writeOlderForm } from '#tests/support/older-forms.ts';
import { rewrite } from '#tests/support/rewrite-dump.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** A site whose record is from before facts and words were committed to apart. */

let site: TestApp;
let review: string;
beforeAll(async () => {
  site = await createTestApp();
  const { cookie } = await makeMember(site);
  const marks = { pay: 2, punctuality: 3, fairness: 2, communication: 1, supply: 4 };
  const words = { text: 'Payée après six semaines.', experiencedMonth: '2026-10' };
  const sent = await site.post('/api/platforms/roamler/review', { ...marks, ...words }, cookie);
  expect(sent.statusCode, sent.body).toBe(201);
  review = sent.json<{ id: string }>().id;
  await showAllPosts(site);
  await writeOlderForm(site, 1);
  await sequence(site);
});

/** Makes of a dump one of format 2, which did not part facts and words. */
async function writeOlderManifest(folder: string): Promise<void> {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as {
    tables: { columns: { facts: string[]; words: string[] } }[];
  };
  const tables = manifest.tables.map(({ columns: { facts, words }, ...table }) => ({
    ...table,
    committed: [...facts, ...words],
  }));
  await writeFile(path, JSON.stringify({ ...manifest, format: 2, tables }));
}

test('recent rows are said to be not yet comparable, facts included', async () => {
  const { faults, compared } = await verifyDump(await dumpOf(site));
  expect(faults).toEqual([]);
  expect(compared.counts.compared).toMatchObject({ things: 23 + 8, factsAlone: 0 });
  expect(compared.counts.notYet).toMatchObject({ words: 0, things: 1, until: '2026-12-15' });
});

test('a dump of format 2 is verified, and a site is made of it', async () => {
  const later = new Date(site.clock.now.getTime() + 60 * 86_400_000);
  const folder = await dumpOf(site, undefined, later);
  await writeOlderManifest(folder);
  const { faults, compared } = await verifyDump(folder);
  expect(faults).toEqual([]);
  expect(compared.counts.compared).toMatchObject({ things: 23 + 24 + 8, factsAlone: 0 });
  const copy = await createTestApp({ empty: true });
  const parts = { ...sequencerOf(copy), publicUrl: 'https://copy.example' };
  const { database, store } = copy;
  await restoreDump({ ...parts, database, store, say: () => {} }, folder, later);
  expect((await verifyDump(await dumpOf(copy, parts, later))).faults).toEqual([]);
});

test('what was changed is named as soon as it is comparable', async () => {
  await site.database.sql('UPDATE review SET pay = 5 WHERE id = $1', [review]);
  site.clock.advanceDays(60);
  expect((await verifyDump(await dumpOf(site))).faults).toEqual([
    `changed without an entry: review/${review}`,
    expect.stringMatching(
      /^not what follows from what is published: platform-figures\/\w+ \(rating, ratings.overall, /,
    ),
  ]);
});

type Parts = Record<'names' | 'identities', { id: string }[]>;

/** Gives names and ids of clients to files of their own, as dumps before format 4 had them. */
async function partClients(folder: string): Promise<void> {
  const [names, identities]: [string[], string[]] = [[], []];
  rewrite(folder, 'whole/clients.jsonl', (lines) =>
    lines.replaceAll(/.+/g, (line) => {
      const client = JSON.parse(line) as Parts & { id: string };
      const { names: called, identities: known, ...rest } = client;
      for (const one of called) names.push(JSON.stringify({ ...one, client: client.id }));
      for (const one of known) identities.push(JSON.stringify({ ...one, client: client.id }));
      return JSON.stringify(rest);
    }),
  );
  await writeFile(join(folder, 'whole/client-names.jsonl'), names.join('\n'));
  await writeFile(join(folder, 'whole/client-identities.jsonl'), identities.join('\n'));
}

test('names and ids of clients are restored from the files of their own that dumps had', async () => {
  const { id } = await makeClient(site, { name: 'Ancien Format SA', externalId: 'ANCIEN-1' });
  const later = new Date(site.clock.now.getTime() + 60 * 86_400_000);
  const folder = await dumpOf(site, undefined, later);
  await partClients(folder);
  await writeOlderManifest(folder);
  const copy = await createTestApp({ empty: true });
  const parts = { ...sequencerOf(copy), publicUrl: 'https://copy.example' };
  const { database, store } = copy;
  await restoreDump({ ...parts, database, store, say: () => {} }, folder, later);
  const include = { names: true, identities: true };
  const find = ({ database: { prisma } }: TestApp) =>
    prisma.client.findUniqueOrThrow({ where: { id }, include });
  const restored = await find(copy);
  expect(restored.names).toMatchObject([{ text: 'Ancien Format SA' }]);
  expect(restored.identities).toMatchObject([{ externalId: 'ANCIEN-1' }]);
  expect([restored.names, restored.identities]).toEqual(
    await find(site).then(({ names, identities }) => [names, identities]),
  );
});
