import { beforeAll, expect, test } from 'vitest';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type { EntryKindCommittingTo } from '#shared/transparency-log/entry-kinds.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, showAllPosts } from '#tests/support/factories.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** The operator changes a text, and writes an entry that says what it is now, as if for another reason. */

let site: TestApp;
let post: string;
beforeAll(async () => {
  site = await createTestApp();
  const { cookie } = await makeMember(site);
  const begun = { category: 'paiements', title: 'Qui attend encore ?', text: 'Moi, depuis mars.' };
  expect((await site.post('/api/forum/threads', begun, cookie)).statusCode).toBe(201);
  await showAllPosts(site);
  ({ id: post } = await site.database.prisma.forumPost.findFirstOrThrow());
  await sequence(site);
  site.clock.advanceDays(60);
});

const faults = async (): Promise<string[]> => (await verifyDump(await dumpOf(site))).faults;

async function changeWith(kind: EntryKindCommittingTo<'content'>): Promise<void> {
  await site.database.prisma.$transaction(async (tx) => {
    await tx.forumPost.update({ where: { id: post }, data: { text: `Moi non, ${kind}.` } });
    await appendEntry(tx, site.clock.now, { kind, subject: `post/${post}` });
  });
}

test('a text that is stated again once it is shown again may have been edited until then', async () => {
  const hands = await makeHands(site);
  await decide(site, hands, { kind: 'post', id: post }, 'hide');
  await decide(site, hands, { kind: 'post', id: post }, 'restore');
  await changeWith('content-stated');
  expect(await faults()).toEqual([]);
});

test.each(['content-stated', 'content-restated'] as const)(
  'a change with an entry %s is named',
  async (kind) => {
    const before = await faults();
    await changeWith(kind);
    const found = (await faults()).filter((fault) => !before.includes(fault));
    expect(found).toEqual([
      expect.stringMatching(
        new RegExp(`^entry without an act: post/${post} \\(leaf \\d+, ${kind}\\)$`),
      ),
    ]);
  },
);
