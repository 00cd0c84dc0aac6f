import { beforeAll, expect, test } from 'vitest';
import { upgradeEntryForms } from '#server/transparency-log/upgrade-entry-forms.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { writeOlderForm } from '#tests/support/older-forms.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** A site whose record is from before leaves committed to authors and added columns. */

let site: TestApp;
let other: TestMember;
let thread: string;
const posts: string[] = [];
let [kept, changed, forgotten, removed]: string[] = [];
beforeAll(async () => {
  site = await createTestApp();
  const leaver = await makeRealMember(site, 'Xylophage Zélée');
  other = await makeMember(site);
  const begin = { category: 'paiements', title: 'Qui attend encore ?', text: 'Moi.' };
  thread = await send(other, '/api/forum/threads', begin);
  for (const [author, text] of [
    [other, 'Depuis mars.'],
    [other, 'Depuis avril.'],
    [leaver, 'Depuis mai.'],
    [other, 'Depuis juin.'],
  ] as const)
    posts.push(await send(author, `/api/forum/threads/${thread}/posts`, { text }));
  [kept, changed, forgotten, removed] = posts.map((id) => `post/${id}`);
  await writeOlderForm(site, 2);
  await sequence(site);
  const left = await site.post('/api/me/delete', { password: PASSWORD }, leaver.cookie);
  expect(left.statusCode, left.body).toBeLessThan(300);
  await decide(site, await makeHands(site), { kind: 'post', id: posts[3] ?? '' }, 'remove');
  // By the operator, without an entry.
  await site.database.sql(`UPDATE forum_post SET text = 'Jamais.' WHERE id = $1`, [posts[1] ?? '']);
  site.clock.advanceDays(60);
});

async function send(member: TestMember, path: string, body: object): Promise<string> {
  const sent = await site.post(path, body, member.cookie);
  expect(sent.statusCode, sent.body).toBe(201);
  return sent.json<{ id: string }>().id;
}

const verify = async () => verifyDump(await dumpOf(site));
const restate = (most?: number): Promise<number> =>
  upgradeEntryForms(site.database, site.clock.now, most === undefined ? {} : { most });

test('before, a removed post is compared in its facts, without its author', async () => {
  expect((await verify()).faults).toEqual([`changed without an entry: ${changed}`]);
});

test('a run states no more than it may, and the next goes on', async () => {
  expect((await verify()).compared.counts.notYet.columns).toBeGreaterThan(20);
  expect(await restate(3)).toBe(3);
  expect(await restate(3)).toBe(3);
  expect(await restate()).toBeGreaterThan(20);
  expect(await restate()).toBe(0);
});

test('then authors and added columns are compared too', async () => {
  const { faults, compared } = await verify();
  expect(faults).toEqual([`changed without an entry: ${changed}`]);
  // The two that are not what their entries say: changed, and removed.
  expect(compared.counts.notYet.columns).toBe(2);
  expect((await kindsInRecord(site, `${kept}`)).at(-1)).toBe('content-restated');
  await site.database.sql(
    'UPDATE forum_post SET member_id = (SELECT id FROM member WHERE id <> $2 LIMIT 1) WHERE id = $1',
    [posts[0] ?? '', other.id],
  );
  expect((await verify()).faults).toContain(`changed without an entry: ${kept}`);
  await site.database.sql('UPDATE forum_post SET member_id = $2 WHERE id = $1', [
    posts[0] ?? '',
    other.id,
  ]);
});

test('a row that was changed or removed gets no entry that would excuse it', async () => {
  for (const subject of [changed, removed])
    expect(await kindsInRecord(site, `${subject}`)).not.toContain('content-restated');
});

test('nothing says who wrote the post of a deleted account', async () => {
  const { recordEntry, recordAuthorSalt } = site.database.prisma;
  const entry = await recordEntry.findFirstOrThrow({
    where: { subject: `${forgotten}`, kind: 'content-restated' },
  });
  expect(entry.author).toBe(null);
  const known = await recordAuthorSalt.findMany();
  expect(new Set(known.map(({ memberId }) => memberId))).toEqual(new Set([other.id]));
});

test('nothing is stated while another act is being written', async () => {
  await send(other, `/api/forum/threads/${thread}/posts`, { text: 'Depuis août.' });
  await writeOlderForm(site, 2);
  await sequence(site);
  await site.database.prisma.$transaction(async (tx) => {
    await tx.sql('LOCK TABLE record_entry IN ROW EXCLUSIVE MODE');
    expect(await restate()).toBe(0);
  });
  expect(await restate()).toBe(1);
});
