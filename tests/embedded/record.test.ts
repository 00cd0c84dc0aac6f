import { beforeAll, expect, test } from 'vitest';
import { writeEntries } from '#server/record/record.ts';
import { rootOf, tilePath } from '#shared/tiles.ts';
import { nodeCrypto } from '#server/record/ed25519.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { fetchCheckpoint, sequence } from '#tests/support/record-tree.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ embedded: true });
});

test('the tree of the record grows and is served on the embedded database too', async () => {
  await sequence(site);
  const acts = Array.from({ length: 300 }, (_, nth) => ({
    kind: 'post-published',
    subject: `post/${nth}`,
    content: nth,
  }));
  await site.database.prisma.$transaction((tx) => writeEntries(tx, site.clock.now, acts));
  const added = await Promise.all([sequence(site, 128), sequence(site, 128)]);
  expect(added.reduce((sum, one) => sum + one)).toBe(300);
  const { size, root } = await fetchCheckpoint(site);
  expect(size).toBe(347);
  const tree = {
    size,
    sha256: nodeCrypto.sha256,
    readTile: async (tile: Parameters<typeof tilePath>[0]) =>
      (await site.get(`/record/${tilePath(tile)}`)).rawPayload,
  };
  expect(Buffer.from(await rootOf(tree))).toEqual(Buffer.from(root));
  expect((await site.get('/record/tile/entries/000')).statusCode).toBe(200);
});
