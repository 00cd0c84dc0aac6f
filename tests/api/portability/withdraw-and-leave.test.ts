import { beforeAll, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { slipDesk } from '#tests/api/evidence/publication.testing.ts';
import { OTHER_PASSWORD, PASSWORD, makeRealMember, viewerOf } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeCrowd } from '#tests/support/crowds.ts';
import {
  makeIncident,
  makeMember,
  makePayout,
  makeReview,
  type TestMember,
} from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';

/** Leaving with everything: one act withdraws what a member published and deletes her account. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

async function publishEverything(pseudonym: string) {
  const member = await makeRealMember(site, pseudonym);
  const answerer = await makeMember(site);
  const payout = await makePayout(site, { member, slug: 'appen', signed: true, screenshot: true });
  const incident = await makeIncident(site, { member, slug: 'appen' });
  const review = await makeReview(site, { member, slug: 'appen' });
  await makeTaskReport(site, { member, platform: 'appen' });
  const alone = await makeThread(site, { member, title: 'Personne n’a répondu' });
  const answered = await makeThread(site, { member, text: 'Mes mots à moi.' });
  const answer = await makePost(site, answered.id, { member: answerer, text: 'Ma réponse.' });
  return { member, payout, incident, review, alone, answered, answer };
}

const leave = (member: TestMember, form: object) =>
  site.post('/api/me/delete', { password: PASSWORD, ...form }, member.cookie);

async function countOf(table: string, id: string): Promise<number> {
  const [row] = await site.database.sql(
    statement({ rows: col.int }, `SELECT count(*)::int AS rows FROM ${table} WHERE id = $1`),
    [id],
  );
  return row?.rows ?? -1;
}

test('takes evidence, pictures and posts along, and what others answered stays', async () => {
  const { member, payout, incident, review, alone, answered, answer } =
    await publishEverything('Emporte Tout');
  const { key } = await site.database.prisma.screenshot.findFirstOrThrow({
    where: { payoutId: payout.id },
  });
  const response = await leave(member, { what: 'everything' });
  expect(response.statusCode, response.body).toBe(200);
  expect(response.json()).toEqual({ path: '/fr/connexion?done=all-deleted' });
  expect(await viewerOf(site, member.cookie)).toBeNull();
  expect(await site.database.prisma.member.count({ where: { id: member.id } })).toBe(0);
  for (const [table, id] of [
    ['payout', payout.id],
    ['incident', incident.id],
    ['review', review.id],
    ['forum_thread', alone.id],
  ] as const) {
    expect([table, await countOf(table, id)]).toEqual([table, 0]);
  }
  expect(await site.database.prisma.screenshot.count({ where: { key } })).toBe(0);
  const page = await site.get(`/fr/forum/sujets/${answered.id}`);
  expect(page.body).toContain('Ma réponse.');
  expect(page.body).not.toContain('Mes mots à moi.');
  expect(page.body).not.toContain('Emporte Tout');
  expect(await countOf('forum_post', answer)).toBe(1);
});

test('without that choice what she published stays, under nobody', async () => {
  const { member, review, answered } = await publishEverything('Laisse Tout');
  expect((await leave(member, {})).statusCode).toBe(200);
  expect(await countOf('review', review.id)).toBe(1);
  const page = await site.get(`/fr/forum/sujets/${answered.id}`);
  expect(page.body).toContain('Mes mots à moi.');
});

test('withdraws nothing with a wrong password', async () => {
  const { member, review, answered } = await publishEverything('Se Trompe');
  const refused = await leave(member, { what: 'everything', password: OTHER_PASSWORD });
  expect(refused.statusCode).toBe(422);
  expect(await countOf('review', review.id)).toBe(1);
  const post = await site.database.prisma.forumPost.findUniqueOrThrow({
    where: { id: answered.postId },
  });
  expect(post.withdrawnOn).toBeNull();
  expect(await viewerOf(site, member.cookie)).toBe('Se Trompe');
});

test('a reported payout leaves the figures on a drawn Monday, not on the day she leaves', async () => {
  const slug = 'bemyeye';
  await makeCrowd(site, slug, 60, 3_000);
  const { post, run, slipsOf, releaseNextMonday } = slipDesk(() => site);
  const member = await makeRealMember(site, 'Des Lundis');
  await post(slug, member);
  await releaseNextMonday(member, slug);
  const [slip] = await slipsOf(member, slug);
  const { prisma } = site.database;
  const others = new Set((await prisma.slip.findMany()).map(({ id }) => id));
  others.delete(slip?.id ?? '');
  expect((await leave(member, { what: 'everything' })).statusCode).toBe(200);
  const slips = await prisma.slip.findMany();
  const [left, ...more] = slips.filter(({ id }) => !others.has(id));
  expect(more).toEqual([]);
  expect(left?.id).not.toBe(slip?.id);
  expect(left?.withdrawnOn?.getUTCDay()).toBe(1);
  site.clock.now = left?.withdrawnOn ?? site.clock.now;
  await run();
  expect(await prisma.slip.count({ where: { id: left?.id ?? '' } })).toBe(0);
});

test('the form offers it beside leaving alone', async () => {
  const member = await makeRealMember(site, 'Hésite');
  const page = await site.get('/fr/reglages', member.cookie);
  expect(page.body).toContain('Tout retirer et supprimer');
  expect(page.body).toMatch(/value="account"[^>]*checked|checked[^>]*value="account"/);
});
