import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { publishDump } from '#server/dump/publish.ts';
import { readEnvironment } from '#server/env.ts';
import { latestCheckpoint } from '#server/record/checkpoint.ts';
import { openRecordKeys } from '#server/record/keys.ts';
import { openSecrets } from '#server/secrets.ts';
import { dumpManifest } from '#shared/dumps.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ embedded: 'on-disk' });
});

test('while a dump is read the embedded database answers, and the dump stays of its moment', async () => {
  const { database, dataDir, store } = site;
  const old = { publishedOn: '2026-09-01', askedOn: '2026-08-20' };
  const { member } = await makePayout(site, { screenshot: true, ...old });
  const keys = openRecordKeys(readEnvironment({ DATA_DIR: dataDir }), openSecrets(null, dataDir));
  let asked = 0;
  const get = async (name: string): Promise<Awaited<ReturnType<typeof store.get>>> => {
    // In the midst of it. On the connection that reads, this would wait for ever.
    asked += 1;
    if (asked === 1) await makePayout(site, { member });
    return store.get(name);
  };
  const parts = { database, keys, publicUrl: null, dataDir };
  const day = await publishDump({ ...parts, store: { ...store, get } }, site.clock.now);
  expect([database.kind, day]).toEqual(['embedded', '2026-11-20']);
  expect(asked).toBeGreaterThan(0);
  expect(await database.prisma.payout.count()).toBe(2);
  const folder = join(dataDir, 'dump', '2026-11-20');
  const manifest = dumpManifest.parse(
    JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')),
  );
  expect(manifest.files.find(({ path }) => path === 'whole/payouts.jsonl')?.rows).toBe(1);
  // Signed by the site itself, never by the copy.
  expect(manifest.checkpoint).toBe((await latestCheckpoint(database.sql))?.note);
  expect(existsSync(join(dataDir, 'dump.new'))).toBe(false);
  await expect(makeMember(site)).resolves.toBeDefined();
});
