import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runHourlyJobs } from '#tests/support/run-hourly-jobs.ts';
import { CONVERSATIONS_A_PAGE, MESSAGES_A_PAGE } from '#shared/community/private-messages.ts';
import { sendForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeWriter, writeMessage } from '#tests/support/messages.ts';
import {
  listConversationPartners,
  readConversationWith,
  readTextsBetween,
} from './private-messages.testing.ts';

let site: TestApp;
let aina: TestMember;
let bea: TestMember;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  aina = await makeWriter(site);
  bea = await makeWriter(site);
});

const send = (from: TestMember, body: object) =>
  site.post('/api/private-messages', body, from.cookie);
const inboxOf = ({ id }: TestMember) =>
  site.database.prisma.inboxItem.findMany({ where: { memberId: id, kind: 'message' } });
const jobs = (): Promise<void> => {
  const { database, store } = site;
  return runHourlyJobs({ database, store, clock: () => site.clock.now });
};

describe('POST /api/private-messages', () => {
  test('reaches the other alone, plain as it was written, and tells her inbox', async () => {
    const text = 'Payée le 3 ?\n  <b>Moi non</b> : https://tacheo.example/?r=1';
    const answer = await send(aina, { to: bea.pseudonym, text });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({ path: `/fr/messages-prives/${bea.pseudonym}?done=sent` });
    expect(await inboxOf(bea)).toMatchObject([{ subject: aina.id, count: 1, readAt: null }]);
    expect(await inboxOf(aina)).toEqual([]);
    expect(await readConversationWith(site, bea, aina)).toMatchObject({
      with: aina.pseudonym,
      messages: [{ mine: false, text, daysLeft: 30, can: { flag: true, withdraw: false } }],
      begins: false,
      writing: 'open',
    });
    expect((await readConversationWith(site, aina, bea)).messages).toMatchObject([
      { mine: true, text, can: { flag: false, withdraw: true } },
    ]);
  });

  test('a link stays text on the page, and markup is text', async () => {
    await writeMessage(site, aina, bea, '<b>oui</b> https://piege.example/');
    const page = await site.get(`/fr/messages-prives/${aina.pseudonym}`, bea.cookie);
    expect(page.body).toContain('&lt;b&gt;oui&lt;/b&gt; https://piege.example/');
    expect(page.body).not.toContain('href="https://piege.example');
    expect(page.body).toContain('supprimé d’ici 30\u00a0jours');
    expect(page.body).toContain(
      'Nous supprimons chaque message pour les deux après 30\u00a0jours.',
    );
  });

  test.each([
    ['the sender', () => aina, 'own-messages-off'],
    ['the other', () => bea, 'takes-no-messages'],
  ])('is refused where %s does not allow it', async (_, closed, code) => {
    await site.post('/api/me/messages-allowed', {}, closed().cookie);
    const answer = await send(aina, { to: bea.pseudonym, text: 'Bonjour.' });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toEqual({ error: { code: 'not-allowed', fields: { text: { code } } } });
    await site.post('/api/me/messages-allowed', { allows: true }, closed().cookie);
    expect(await readTextsBetween(site, bea, aina)).toEqual([]);
    expect(await inboxOf(bea)).toEqual([]);
  });

  test('nobody allows it who has not said so', async () => {
    const fresh = await makeMember(site);
    expect((await send(aina, { to: fresh.pseudonym, text: 'Bonjour.' })).statusCode).toBe(403);
    expect((await listConversationPartners(site, fresh)).allowsMessages).toBe(false);
  });

  test.each([
    ['no text', { text: '' }, 'text', 'required'],
    ['only spaces', { text: ' \n ' }, 'text', 'required'],
    ['too long a text', { text: 'a'.repeat(2_001) }, 'text', 'too-long'],
    ['nobody', { to: '' }, 'to', 'required'],
  ])('refuses %s', async (_, change, field, code) => {
    const answer = await send(aina, { to: bea.pseudonym, text: 'Bonjour.', ...change });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
  });

  test('is for members, to members, and not to oneself', async () => {
    const body = { to: bea.pseudonym, text: 'Bonjour.' };
    expect((await site.post('/api/private-messages', body)).statusCode).toBe(401);
    expect((await send(aina, { ...body, to: 'Personne du tout' })).statusCode).toBe(404);
    expect((await send(aina, { ...body, to: aina.pseudonym })).statusCode).toBe(403);
  });

  test('a form sent twice writes once, and what is kept of it names nobody', async () => {
    const body = { to: bea.pseudonym, text: 'Une seule fois.', _key: 'abcdefgh-12' };
    const answers = await Promise.all([send(aina, body), send(aina, body)]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    expect(await readTextsBetween(site, bea, aina)).toEqual(['Une seule fois.']);
    const where = { memberId: aina.id };
    expect(await site.database.prisma.idempotencyKey.findMany({ where })).toMatchObject([
      { result: {} },
    ]);
  });

  test('a browser comes back to the conversation, and a refused form with what was typed', async () => {
    const _from = `/en/messages/${bea.pseudonym}`;
    const form = { _form: 'message', _from, to: bea.pseudonym, text: 'Bonjour Béa' };
    const sent = await sendForm(site, '/api/private-messages', form, aina.cookie);
    expect(sent.statusCode).toBe(303);
    expect(sent.headers.location).toBe(`${_from}?done=sent`);
    await site.post('/api/me/messages-allowed', {}, bea.cookie);
    const refused = await sendForm(
      site,
      '/api/private-messages',
      { ...form, text: 'Encore </textarea> moi' },
      aina.cookie,
    );
    expect(refused.statusCode).toBe(403);
    expect(refused.body).toContain('Encore &lt;/textarea&gt; moi');
    expect(refused.body).toContain('This member doesn’t take private messages.');
  });
});

describe('GET /api/me/conversations', () => {
  test('lists with whom, the latest first, and how many are unread', async () => {
    const cleo = await makeWriter(site);
    await writeMessage(site, bea, aina, 'Un.');
    await writeMessage(site, bea, aina, 'Deux.');
    await writeMessage(site, aina, cleo, 'Trois.');
    expect(await listConversationPartners(site, aina)).toMatchObject({
      allowsMessages: true,
      suspension: null,
      conversations: [
        { with: cleo.pseudonym, unread: 0, lastIsMine: true, ignored: false },
        { with: bea.pseudonym, unread: 2, lastIsMine: false, ignored: false },
      ],
      next: null,
    });
    await readConversationWith(site, aina, bea);
    expect((await listConversationPartners(site, aina)).conversations[1]).toMatchObject({
      unread: 0,
    });
    expect((await inboxOf(aina)).every(({ readAt }) => readAt !== null)).toBe(true);
    const page = await site.get('/fr/messages-prives', aina.cookie);
    expect(page.body).toContain(`href="/fr/messages-prives/${cleo.pseudonym}"`);
  });

  test('goes on where it stopped, and skips nobody', async () => {
    const others = [];
    for (let index = 0; index < CONVERSATIONS_A_PAGE + 2; index += 1) {
      const other = await makeWriter(site);
      await writeMessage(site, other, aina, `Bonjour ${index}`);
      others.push(other.pseudonym);
    }
    const first = await listConversationPartners(site, aina);
    const second = await listConversationPartners(site, aina, `?before=${first.next}`);
    expect([...first.conversations, ...second.conversations].map(({ with: name }) => name)).toEqual(
      others.toReversed(),
    );
    expect(second.next).toBeNull();
  });

  test('is for members, and refuses what is no place in the list', async () => {
    expect((await site.get('/api/me/conversations')).statusCode).toBe(401);
    for (const before of ['x', '2026-02-30T10:00:00Z_abcdefghjkmn', '2026-11-20T10:00:00Z_']) {
      const answer = await site.get(`/api/me/conversations?before=${before}`, aina.cookie);
      expect(answer.statusCode, before).toBe(422);
    }
  });
});

describe('GET /api/me/conversations/:pseudonym', () => {
  test('pages back through all, and reads what it shows alone', async () => {
    for (let index = 0; index < MESSAGES_A_PAGE + 5; index += 1) {
      await writeMessage(site, bea, aina, `Message ${index}`);
    }
    const first = await readConversationWith(site, aina, bea);
    expect(first.messages).toHaveLength(MESSAGES_A_PAGE);
    expect(first.messages[0]?.text).toBe(`Message ${MESSAGES_A_PAGE + 4}`);
    expect((await listConversationPartners(site, aina)).conversations[0]?.unread).toBe(5);
    const second = await readConversationWith(site, aina, bea, `?before=${first.next}`);
    expect(second.messages.map(({ text }) => text)).toEqual(
      [4, 3, 2, 1, 0].map((index) => `Message ${index}`),
    );
    expect(second).toMatchObject({ next: null, begins: false });
    expect((await listConversationPartners(site, aina)).conversations[0]?.unread).toBe(0);
  });

  test('the writer is never told whether it was read', async () => {
    await writeMessage(site, aina, bea, 'Lu ?');
    const before = await readConversationWith(site, aina, bea);
    await readConversationWith(site, bea, aina);
    expect(await readConversationWith(site, aina, bea)).toEqual(before);
  });

  test('finds the other whatever the accents and the case, at one address', async () => {
    const zoe = await makeWriter(site, { pseudonym: 'Zoé du Nord' });
    const found = await site.get('/api/me/conversations/ZOE%20DU%20NORD', aina.cookie);
    expect(found.json()).toMatchObject({ with: zoe.pseudonym, begins: true });
    const page = await site.get('/fr/messages-prives/zoe-du-nord', aina.cookie);
    expect(page.statusCode).toBe(302);
    expect(page.headers.location).toBe('/fr/messages-prives/Zo%C3%A9%20du%20Nord');
  });

  test('is for members, with somebody who is there, and not with oneself', async () => {
    const address = `/api/me/conversations/${bea.pseudonym}`;
    expect((await site.get(address)).statusCode).toBe(401);
    expect((await site.get('/api/me/conversations/personne', aina.cookie)).statusCode).toBe(404);
    const own = `/api/me/conversations/${aina.pseudonym}`;
    expect((await site.get(own, aina.cookie)).statusCode).toBe(404);
    expect((await site.get(`${address}?before=!`, aina.cookie)).statusCode).toBe(422);
  });
});

describe('POST /api/private-messages/:id/withdraw', () => {
  test('takes it back for both, and out of the inbox where it was not read', async () => {
    await writeMessage(site, aina, bea, 'Gardé.');
    const id = await writeMessage(site, aina, bea, 'Repris.');
    const path = `/api/private-messages/${id}/withdraw`;
    expect((await site.post(path, {}, aina.cookie)).statusCode).toBe(200);
    expect(await inboxOf(bea)).toHaveLength(1);
    expect(await readTextsBetween(site, bea, aina)).toEqual(['Gardé.']);
    expect((await site.post(path, {}, aina.cookie)).statusCode).toBe(404);
    const only = await writeMessage(site, bea, aina, 'Le seul.');
    await site.post(`/api/private-messages/${only}/withdraw`, {}, bea.cookie);
    expect(await inboxOf(aina)).toEqual([]);
  });

  test('is for its writer alone', async () => {
    const id = await writeMessage(site, aina, bea, 'À moi.');
    const path = `/api/private-messages/${id}/withdraw`;
    expect((await site.post(path, {})).statusCode).toBe(401);
    expect((await site.post(path, {}, bea.cookie)).statusCode).toBe(404);
    expect((await site.post(path, { _key: '!' }, aina.cookie)).statusCode).toBe(422);
    expect(await readTextsBetween(site, bea, aina)).toEqual(['À moi.']);
  });
});

describe('after 30 days', () => {
  test('a message shows no more to the second, and the jobs delete it for both', async () => {
    await writeMessage(site, aina, bea, 'Bientôt parti.');
    const sentAt = site.clock.now.getTime();
    site.clock.now = new Date(sentAt + 30 * 86_400_000 - 1_000);
    expect((await readConversationWith(site, bea, aina)).messages).toMatchObject([{ daysLeft: 1 }]);
    const page = await site.get(`/fr/messages-prives/${aina.pseudonym}`, bea.cookie);
    expect(page.body).toContain('supprimé d’ici 1\u00a0jour');
    await jobs();
    expect(await readTextsBetween(site, bea, aina)).toEqual(['Bientôt parti.']);
    site.clock.now = new Date(sentAt + 30 * 86_400_000);
    expect(await readConversationWith(site, bea, aina)).toMatchObject({
      messages: [],
      begins: true,
    });
    expect((await listConversationPartners(site, aina)).conversations).toEqual([]);
    await jobs();
    const { prisma } = site.database;
    expect(await prisma.privateMessage.count({ where: { senderId: aina.id } })).toBe(0);
    expect(await inboxOf(bea)).toEqual([]);
  });
});

describe('POST /api/me/messages-allowed', () => {
  test('turns it on and off, for members, and says so', async () => {
    const fresh = await makeMember(site);
    const path = '/api/me/messages-allowed';
    const on = await site.post(path, { allows: true }, fresh.cookie);
    expect(on.json()).toEqual({ path: '/fr/reglages?done=messages-allowed' });
    expect((await listConversationPartners(site, fresh)).allowsMessages).toBe(true);
    await site.post(path, { allows: false }, fresh.cookie);
    expect((await listConversationPartners(site, fresh)).allowsMessages).toBe(false);
    expect((await site.post(path, { allows: true })).statusCode).toBe(401);
    expect((await site.post(path, { _form: 'x'.repeat(50) }, fresh.cookie)).statusCode).toBe(422);
  });
});
