import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { personalDataResponse } from '#shared/portability/personal-data.ts';
import type { CaseResponse } from '#shared/governance/case-handling.ts';
import type { LikenessResponse } from '#shared/governance/account-likeness.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, makeReview, type TestMember } from '#tests/support/factories.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { dismissCaseAs, makeFlaggedCase, proposeMeasureAs } from './cases.testing.ts';

/** The question whether accounts are one person's: what moderators see, and what they never see. */

let site: TestApp;
let moderator: TestMember;
let second: TestMember;
/** A code of its own, so that the waves of other tests are not alike. */
let link: string;
let waves = 0;

beforeEach(async () => {
  site ??= await createTestApp();
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { moderator: true });
  waves += 1;
  link = `https://parrain.example/ab${waves}`;
});

const path = (id: string): string => `/api/moderation/cases/${id}/likeness`;
const see = (id: string, member: TestMember | null) => site.get(path(id), member?.cookie);
const ask = (id: string, member: TestMember | null) => site.post(path(id), {}, member?.cookie);
const answer = (id: string, member: TestMember | null, said: string | null) =>
  site.post(`${path(id)}/answer`, said === null ? {} : { answer: said }, member?.cookie);
const seen = async (id: string, member = moderator) =>
  (await see(id, member)).json<LikenessResponse>();
const accountsOf = async (id: string) => {
  await ask(id, moderator);
  return (await seen(id)).accounts;
};

const makeCase = () => makeFlaggedCase(site, { text: `Gagnez vite : ${link}` });

/** A post of another account with the same code. */
async function makeAlike(text = `Voyez ${link}`, member?: TestMember) {
  const author = member ?? (await makeMember(site));
  const { id: thread } = await makeThread(site);
  return { author, id: await makePost(site, thread, { member: author, text }) };
}

describe('the question whether an author has other accounts', () => {
  test('is answered with posts that are alike, and without a name', async () => {
    const { caseId, author } = await makeCase();
    const one = await makeAlike();
    await makeAlike('Chez moi le virement est arrivé le 3.', one.author);
    const other = await makeAlike();
    await makeAlike(`Encore ${link}`, author);
    const before = site.clock.now;
    site.clock.now = new Date(before.getTime() - 8 * 86_400_000);
    await makeAlike();
    site.clock.now = before;
    expect(await seen(caseId)).toEqual({
      accounts: null,
      more: 0,
      answer: null,
      other: null,
      can: { ask: true },
    });
    const alike = { codes: 1, texts: 0, minutes: 1, days: 1 };
    expect(await accountsOf(caseId)).toEqual(
      [one.id, other.id].toSorted().map((id) => ({ posts: [id], ...alike })),
    );
    const { body } = await see(caseId, moderator);
    for (const { id, pseudonym } of [author, one.author, other.author]) {
      expect(body).not.toContain(id);
      expect(body).not.toContain(pseudonym);
    }
  });

  test('reads what is hidden, which everybody can, and not what is removed, withdrawn or the site’s own', async () => {
    const { caseId } = await makeCase();
    const hidden = await makeFlaggedCase(site, { text: `Ici : ${link}` });
    const removed = await makeFlaggedCase(site, { text: `Là : ${link}` });
    await proposeMeasureAs(site, hidden.caseId, second);
    await proposeMeasureAs(site, removed.caseId, second, { kind: 'remove', rule: 'R4' });
    // The site itself wrote the first post of a boycott's topic.
    const { id: boycott } = await makeBoycott(site);
    const { id: topic } = await makeThread(site, { text: `Parlez-en ici : ${link}` });
    await site.database.prisma.forumThread.update({
      where: { id: topic },
      data: { boycottId: boycott },
    });
    const withdrawn = await makeAlike();
    await site.post(`/api/posts/${withdrawn.id}/withdraw`, {}, withdrawn.author.cookie);
    const accounts = await accountsOf(caseId);
    expect(accounts?.map(({ posts }) => `post/${posts[0]}`)).toEqual([hidden.subject]);
  });

  test('compares the posts that a pause is proposed for', async () => {
    for (let others = 0; others < 20; others += 1) await makeMember(site, { established: true });
    onTestFinished(async () => {
      await site.database.prisma.member.updateMany({ data: { establishedOn: null } });
    });
    const { caseId } = await makeCase();
    const { id } = await makeAlike();
    const words = { rule: 'R7', facts: 'Un lien de parrainage.', reason: 'Il recommence.' };
    const proposed = await site.post(
      `/api/moderation/cases/${caseId}/pause`,
      { days: 7, ...words },
      second.cookie,
    );
    const { id: pause } = proposed.json<{ id: string }>();
    expect((await accountsOf(pause))?.map(({ posts }) => posts)).toEqual([[id]]);
  });

  test('is put to two moderators in a case, who answer before they see each other’s answer', async () => {
    const { caseId } = await makeCase();
    await makeAlike();
    for (const member of [moderator, second, moderator]) {
      expect((await ask(caseId, member)).statusCode).toBe(200);
    }
    const third = await makeMember(site, { moderator: true });
    expect((await seen(caseId, third)).can.ask).toBe(false);
    expect((await ask(caseId, third)).statusCode).toBe(409);
    expect((await seen(caseId, third)).accounts).toBeNull();
    expect((await answer(caseId, third, 'unsure')).statusCode).toBe(409);
    expect((await answer(caseId, moderator, 'one-person')).statusCode).toBe(200);
    expect(await seen(caseId, second)).toMatchObject({ answer: null, other: null });
    expect(await seen(caseId)).toMatchObject({ answer: 'one-person', other: null });
    expect((await answer(caseId, second, 'several')).statusCode).toBe(200);
    expect(await seen(caseId, second)).toMatchObject({ answer: 'several', other: 'one-person' });
    expect((await answer(caseId, second, 'one-person')).statusCode).toBe(409);
  });

  test('is asked by two of three at one moment', async () => {
    const { caseId } = await makeCase();
    const third = await makeMember(site, { moderator: true });
    const asked = await Promise.all([moderator, second, third].map((one) => ask(caseId, one)));
    expect(asked.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 409]);
    expect(await site.database.prisma.likenessLook.count({ where: { caseId } })).toBe(2);
  });

  test('is for moderators who are no party, in an open case about posts', async () => {
    const { caseId, author, flagger } = await makeCase();
    const member = await makeMember(site, { established: true });
    for (const send of [
      see,
      ask,
      (id: string, who: TestMember | null) => answer(id, who, 'unsure'),
    ]) {
      for (const who of [author, flagger, member]) {
        expect((await send(caseId, who)).statusCode).toBe(403);
      }
      expect((await send(caseId, null)).statusCode).toBe(401);
      expect((await send('zzzzzzzzzzzz', moderator)).statusCode).toBe(404);
    }
    await ask(caseId, moderator);
    for (const said of [null, 'perhaps']) {
      expect((await answer(caseId, moderator, said)).statusCode).toBe(422);
    }
    await dismissCaseAs(site, caseId, moderator);
    expect((await see(caseId, moderator)).statusCode).toBe(409);
    const shown = await site.get(`/api/moderation/cases/${caseId}`, moderator.cookie);
    expect(shown.json<CaseResponse>().can.likeness).toBe(false);
  });

  test('stands on the page of the case, in both languages, without a name', async () => {
    const { caseId } = await makeCase();
    const { id, author } = await makeAlike();
    const pages = { fr: `/fr/moderation/dossiers/${caseId}`, en: `/en/moderation/cases/${caseId}` };
    const read = async (language: 'fr' | 'en') =>
      (await site.get(pages[language], moderator.cookie)).body;
    const form = `action="/api/moderation/cases/${caseId}/likeness"`;
    expect(await read('fr')).toContain(form);
    await ask(caseId, moderator);
    const [fr, en] = [await read('fr'), await read('en')];
    expect(fr).toContain('1 message a le même code dans un lien');
    expect(en).toContain('1 post has the same code in a link');
    for (const body of [fr, en]) {
      expect(body).not.toContain(form);
      expect(body).toContain(id);
      expect(body).toContain(`${form.slice(0, -1)}/answer"`);
      expect(body).not.toContain(author.pseudonym);
    }
    await answer(caseId, moderator, 'unsure');
    expect(await read('fr')).toContain('L’autre modérateur n’a pas encore répondu.');
  });

  test('changes nothing in the case, and is in the data of who was asked alone', async () => {
    const { caseId, author } = await makeCase();
    await makeAlike();
    const shown = () => site.get(`/api/moderation/cases/${caseId}`, second.cookie);
    const before = (await shown()).body;
    await ask(caseId, moderator);
    await answer(caseId, moderator, 'one-person');
    expect((await shown()).body).toBe(before);
    const looksOf = async (who: TestMember) =>
      personalDataResponse.parse((await site.get('/api/me/data.json', who.cookie)).json())
        .moderation.likenessLooks;
    const on = site.clock.now.toISOString().slice(0, 10);
    expect(await looksOf(moderator)).toEqual([{ case: caseId, on, answer: 'one-person' }]);
    expect(await looksOf(author)).toEqual([]);
  });
});

describe('who shadows the rows of somebody’s evidence to learn her pseudonym', () => {
  /** A member and a puppet whose evidence is in step, so that they count as one voice. */
  async function makeShadowed() {
    const [victim, puppet] = [await makeMember(site), await makeMember(site)];
    for (const member of [victim, puppet]) {
      for (const slug of ['clickworker', 'appen', 'foule-factory']) {
        await makePayout(site, { member, slug, state: 'refused' });
        await makeReview(site, { member, slug });
      }
    }
    const id = { in: [victim.id, puppet.id] };
    await site.database.prisma.member.updateMany({ where: { id }, data: { voice: 'voix' } });
    return { victim, puppet };
  }

  test('learns nothing from the puppet’s post, nor from the post of whoever she suspects', async () => {
    const { victim, puppet } = await makeShadowed();
    const { postId: hers } = await makeThread(site, { member: victim, text: 'Bonsoir à toutes.' });
    const { postId: bait } = await makeThread(site, { member: puppet, text: 'Bonjour à vous.' });
    for (const id of [hers, bait]) {
      const about = { about: `post/${id}`, reason: 'advertising' };
      const opened = await site.post('/api/moderation/cases', about, second.cookie);
      expect(opened.statusCode).toBe(201);
      const { id: caseId } = opened.json<{ id: string }>();
      expect(await accountsOf(caseId)).toEqual([]);
    }
  });

  test('sees the same of posts that are alike, whether the accounts count as one voice or not', async () => {
    const { victim, puppet } = await makeShadowed();
    const { caseId, author } = await makeCase();
    await makeAlike(`Voyez ${link}`, victim);
    await makeAlike(`Regardez ${link}`, puppet);
    const together = await accountsOf(caseId);
    expect(together).toHaveLength(2);
    const id = { in: [author.id, victim.id, puppet.id] };
    for (const voice of ['voix', null]) {
      await site.database.prisma.member.updateMany({ where: { id }, data: { voice } });
      expect((await seen(caseId)).accounts).toEqual(together);
    }
  });
});
