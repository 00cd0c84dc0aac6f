import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { imageFileNames, storeImage } from '#server/media/files/store-image.ts';
import { runHourlyJobs } from '#tests/support/run-hourly-jobs.ts';
import { attachPicture } from '#server/media/pictures/attach-picture.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeImage, makePayout } from '#tests/support/factories.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

/** Stores a picture as one that was sent two days ago. */
async function storeOld(): Promise<Awaited<ReturnType<typeof makeImage>>> {
  const image = await makeImage();
  await storeImage(site.store, image);
  const old = new Date(site.clock.now.getTime() - 2 * 86_400_000);
  for (const name of Object.values(imageFileNames(image.key)))
    utimesSync(join(site.dataDir, 'files', name.slice(0, 2), name), old, old);
  return image;
}

const sweep = (): Promise<void> => {
  const { database, store, clock } = site;
  return runHourlyJobs({
    database,
    store,
    clock: () => clock.now,
  });
};
const isThere = async (key: string): Promise<boolean> =>
  (await site.store.get(imageFileNames(key).reading)) !== null;

test('a picture that is attached while the sweep comes by keeps its files; one that nobody attaches goes', async () => {
  const { id: payoutId } = await makePayout(site);
  const [attached, orphan] = [await storeOld(), await storeOld()];
  const marks = {
    sourcePixels: '1'.repeat(64),
    shownPixels: '2'.repeat(64),
    dhash: '0'.repeat(16),
    layout: '',
  };
  let sweeping = Promise.resolve();
  await site.database.prisma.$transaction(
    async (tx) => {
      // The files are there, so it writes none; nobody else sees its row yet.
      const restoreFiles = async (): Promise<void> =>
        expect(await isThere(attached.key)).toBe(true);
      await attachPicture(tx, { payoutId }, { image: attached, marks, restoreFiles });
      sweeping = sweep();
      await Promise.race([sweeping, someoneWaits()]);
    },
    { timeout: 20_000 },
  );
  await sweeping;
  expect(await site.database.prisma.screenshot.count({ where: { key: attached.key } })).toBe(1);
  expect(await isThere(attached.key)).toBe(true);
  expect(await isThere(orphan.key)).toBe(false);
});

async function someoneWaits(): Promise<void> {
  const waiting = `SELECT 1 AS one FROM pg_locks l JOIN pg_database d ON d.oid = l.database
     WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted`;
  while ((await site.database.sql(waiting)) === 0) await setTimeout(10);
}
