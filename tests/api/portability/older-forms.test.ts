import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { restoreDump } from '#server/portability/dump/restore-dump.ts';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import { commitmentOf } from '#shared/transparency-log/commitments.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, showAllPosts } from '#tests/support/factories.ts';
import { sequence, sequencerOf } from '#tests/support/log-sequencer.ts';
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
  await writeOlderForm();
  await sequence(site);
});

/** Rewrites entries that wait as the version before wrote them. */
async function writeOlderForm(): Promise<void> {
  await site.database.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    const entries = await tx.recordEntry.findMany({ where: { form: 2 } });
    expect(entries.map(({ leaf }) => leaf)).toEqual([null]);
    for (const { id, subject, salt } of entries) {
      const content = (await loadCommittedContents(tx, [subject])).get(subject);
      const commitment = commitmentOf(salt ?? '', content);
      await tx.recordEntry.update({ where: { id }, data: { commitment, form: 1, words: null } });
    }
  });
}

/** Makes of a dump one of format 2, which did not part facts and words. */
async function writeOlderManifest(folder: string): Promise<void> {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as {
    tables: { facts: string[]; words: string[] }[];
  };
  const tables = manifest.tables.map(({ facts, words, ...table }) => ({
    ...table,
    committed: [...facts, ...words],
  }));
  await writeFile(path, JSON.stringify({ ...manifest, format: 2, tables }));
}

test('recent rows are said to be not yet comparable, facts included', async () => {
  const { faults, compared } = await verifyDump(await dumpOf(site));
  expect(faults).toEqual([]);
  expect(compared.counts.compared).toMatchObject({ things: 23, factsAlone: 0 });
  expect(compared.counts.notYet).toMatchObject({ words: 0, things: 1, until: '2026-12-15' });
});

test('a dump of format 2 is verified, and a site is made of it', async () => {
  const later = new Date(site.clock.now.getTime() + 60 * 86_400_000);
  const folder = await dumpOf(site, undefined, later);
  await writeOlderManifest(folder);
  const { faults, compared } = await verifyDump(folder);
  expect(faults).toEqual([]);
  expect(compared.counts.compared).toMatchObject({ things: 24, factsAlone: 0 });
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
  ]);
});
