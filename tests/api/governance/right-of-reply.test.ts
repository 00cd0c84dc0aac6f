import { beforeAll, describe, expect, test } from 'vitest';
import { decryptReplies } from '#server/governance/right-of-reply/queries.ts';
import { eraseOldReplies } from '#server/governance/right-of-reply/actions.ts';
import { REPLY_RATE } from '#server/governance/right-of-reply/routes.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { addDays, today } from '#shared/core/days.ts';
import { NOTICE_RETENTION_DAYS } from '#shared/governance/legal.ts';
import {
  REPLIES_A_PAGE,
  repliesResponse,
  replyStatus,
  waitingRepliesResponse,
} from '#shared/governance/right-of-reply.ts';
import { sendForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, makeReply, type TestMember } from '#tests/support/factories.ts';
import { makeClient } from '#tests/api/directory/clients.testing.ts';

const TEXT = 'Nous avons payé tous les retraits de novembre le 3.';
const REPLY = {
  platform: 'appen',
  signedAs: 'Appen, service des paiements',
  text: TEXT,
  email: 'secret@appen.example',
  entitled: true,
};

let site: TestApp;
let moderator: TestMember;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  [moderator, member] = [await makeMember(site, { moderator: true }), await makeMember(site)];
});

const replyId = (): Promise<string> =>
  makeReply(site, { about: { platform: 'appen' }, text: TEXT });
const shown = async (address: string) =>
  repliesResponse.parse((await site.get(`${address}/replies`)).json()).replies;
const decide = (id: string, body: object, cookie = moderator.cookie) =>
  site.post(`/api/replies/${id}/decision`, body, cookie);
const kindsOf = async (id: string): Promise<string[]> =>
  (
    await site.database.prisma.recordEntry.findMany({
      where: { subject: `reply/${id}` },
      orderBy: { id: 'asc' },
    })
  ).map(({ kind }) => kind);

describe('POST /api/replies', () => {
  test('takes a reply without an account; it waits, stands in the record and shows nowhere', async () => {
    const answer = await site.post('/api/replies', REPLY);
    expect(answer.statusCode).toBe(201);
    const { id, path } = answer.json<{ id: string; path: string }>();
    expect(path).toBe(`/fr/repondre?reponse=${id}&done=sent`);
    expect(await kindsOf(id)).toEqual(['reply-received']);
    expect(await shown('/api/platforms/appen')).toEqual([]);
    expect((await site.get('/fr/plateformes/appen')).body).not.toContain(TEXT);
    const page = await site.get(path);
    expect(page.body).toContain('Votre réponse est arrivée.');
    expect(page.body).toContain('Un modérateur la lit au plus tard le 23 novembre 2026.');
    expect(page.body).not.toContain(TEXT);
  });

  test('keeps the e-mail sealed, and opens it to who has the key alone', async () => {
    const { id } = (await site.post('/api/replies', REPLY)).json<{ id: string }>();
    const row = await site.database.prisma.reply.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain('secret@');
    const key = openSecrets(null, site.dataDir).keyFor('replies');
    const opened = await decryptReplies(site.database.sql, key);
    expect(opened.find((reply) => reply.id === id)?.email).toBe('secret@appen.example');
  });

  test.each<[string, object, string]>([
    ['no text', { text: '' }, 'text'],
    ['too short a text', { text: 'Non.' }, 'text'],
    ['no signature', { signedAs: ' ' }, 'signedAs'],
    ['what is no e-mail', { email: 'appen' }, 'email'],
    ['that nobody said to be named', { entitled: false }, 'entitled'],
    ['nobody', { platform: '' }, 'platform'],
    ['two at once', { client: 'lab' }, 'platform'],
  ])('refuses %s', async (_, change, field) => {
    const answer = await site.post('/api/replies', { ...REPLY, ...change });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ error: { fields: { [field]: {} } } });
  });

  test('comes back to a browser with what was typed', async () => {
    const answer = await sendForm(site, '/api/replies', {
      _form: 'reply',
      _from: '/fr/repondre?plateforme=appen',
      platform: 'appen',
      signedAs: 'Appen',
      text: TEXT,
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(TEXT);
    expect(answer.body).toContain('Appen');
  });

  test('is not there for nobody that we know', async () => {
    for (const about of [{ platform: 'nobody' }, { platform: undefined, client: 'nobody' }]) {
      expect((await site.post('/api/replies', { ...REPLY, ...about })).statusCode).toBe(404);
    }
    expect((await site.get('/fr/repondre?plateforme=nobody')).statusCode).toBe(404);
  });

  test('is limited for an address as notices are, with how long to wait', async () => {
    const other = await createTestApp();
    const send = () => other.post('/api/replies', REPLY);
    for (let sent = 0; sent < REPLY_RATE.burst; sent += 1) {
      expect((await send()).statusCode).toBe(201);
    }
    const refused = await send();
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('POST /api/replies/{id}/decision', () => {
  test('publishes it, labelled, on the page of who is named; no figure moves', async () => {
    await makePayout(site, { slug: 'appen' });
    const before = (await site.get('/api/platforms/appen')).body;
    const id = await makeReply(site, {
      about: { platform: 'appen' },
      text: TEXT,
      signedAs: 'Appen SA',
    });
    const answer = await decide(id, { decision: 'publish' });
    expect(answer.statusCode).toBe(200);
    expect(await shown('/api/platforms/appen')).toEqual([
      {
        id,
        signedAs: 'Appen SA',
        text: TEXT,
        publishedOn: '2026-11-20',
        subject: null,
        domain: null,
        facts: null,
        hiding: null,
      },
    ]);
    const page = await site.get('/fr/plateformes/appen/a-propos');
    expect(page.body).toContain('Réponse de Appen SA, non vérifiée');
    expect(page.body).toContain(TEXT);
    expect((await site.get('/api/platforms/appen')).body).toBe(before);
    expect(await kindsOf(id)).toEqual(['reply-received', 'reply-published']);
  });

  test('refuses it by a rule and a reason, which its sender reads', async () => {
    const id = await replyId();
    const reason = 'Elle nomme une employée <b>.';
    const answer = await decide(id, { decision: 'refuse', rule: 'R4', reason });
    expect(answer.statusCode).toBe(200);
    const status = replyStatus.parse((await site.get(`/api/replies/${id}`)).json());
    expect(status).toMatchObject({ state: 'refused', rule: 'R4', reason, decidedOn: '2026-11-20' });
    const page = await site.get(`/fr/repondre?reponse=${id}`);
    expect(page.body).toContain('Elle nomme une employée &lt;b&gt;.');
    expect(page.body).toContain('/fr/regles#R4');
    expect(await kindsOf(id)).toEqual(['reply-received', 'reply-refused']);
  });

  test.each([
    [{}, 'decision'],
    [{ decision: 'burn' }, 'decision'],
    [{ decision: 'refuse' }, 'rule'],
    [{ decision: 'refuse', rule: 'R1', reason: 'Parce que.' }, 'rule'],
    [{ decision: 'refuse', rule: 'R5' }, 'reason'],
  ])('says what is missing in %j', async (body, field) => {
    const answer = await decide(await replyId(), body);
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ error: { fields: { [field]: {} } } });
  });

  test('is for moderators, signed in', async () => {
    const id = await replyId();
    expect(
      (await site.post(`/api/replies/${id}/decision`, { decision: 'publish' })).statusCode,
    ).toBe(401);
    expect((await decide(id, { decision: 'publish' }, member.cookie)).statusCode).toBe(403);
    expect(replyStatus.parse((await site.get(`/api/replies/${id}`)).json()).state).toBe('waiting');
  });

  test('is taken once: a second one is a conflict, the same form sent twice is not', async () => {
    const id = await replyId();
    const body = { decision: 'publish', _key: `key-${id}` };
    expect((await decide(id, body)).statusCode).toBe(200);
    expect((await decide(id, body)).statusCode).toBe(200);
    expect(
      (await decide(id, { decision: 'refuse', rule: 'R5', reason: 'Trop tard.' })).statusCode,
    ).toBe(409);
    expect(await kindsOf(id)).toEqual(['reply-received', 'reply-published']);
  });

  test('is not there for a reply that is not', async () => {
    expect((await decide('000000000000', { decision: 'publish' })).statusCode).toBe(404);
  });
});

describe('GET /api/replies', () => {
  test('shows all that wait, a page at a time, and says how many', async () => {
    const other = await createTestApp();
    const { cookie } = await makeMember(other, { moderator: true });
    const ids: string[] = [];
    for (let day = 1; day <= REPLIES_A_PAGE + 2; day += 1) {
      const receivedOn = `2026-10-${String(day).padStart(2, '0')}`;
      ids.push(await makeReply(other, { receivedOn }));
    }
    await makeReply(other, { state: 'published' });
    const read = async (query: string) =>
      waitingRepliesResponse.parse((await other.get(`/api/replies${query}`, cookie)).json());
    const [first, second] = [await read(''), await read('?page=2')];
    expect([...first.replies, ...second.replies].map(({ id }) => id)).toEqual(ids);
    expect(first).toMatchObject({ waiting: REPLIES_A_PAGE + 2, page: 1, pages: 2 });
    const page = (await other.get('/fr/reponses?page=2', cookie)).body;
    expect(page).toContain('22 réponses attendent.');
    expect(page).toContain('rel="prev"');
    expect((await other.get('/api/replies?page=0', cookie)).statusCode).toBe(422);
  });

  test('lists what waits with its age, the longest first, and says who is late', async () => {
    const other = await createTestApp();
    const { cookie } = await makeMember(other, { moderator: true });
    const fresh = await makeReply(other);
    const { slug } = await makeClient(other, { name: 'Noah Lab' });
    const late = await makeReply(other, { about: { client: slug }, receivedOn: '2026-11-16' });
    await makeReply(other, { state: 'published' });
    const { replies } = waitingRepliesResponse.parse(
      (await other.get('/api/replies', cookie)).json(),
    );
    expect(
      replies.map(({ id, about, days, late: isLate }) => [id, about.name, days, isLate]),
    ).toEqual([
      [late, 'Noah Lab', 4, true],
      [fresh, 'Clickworker', 0, false],
    ]);
    const page = await other.get('/fr/reponses', cookie);
    expect(page.body).toContain('attend depuis 4 jours');
    expect(page.body).toContain('en retard');
    expect(page.body).not.toContain('secret@');
  });

  test('is for moderators, signed in', async () => {
    expect((await site.get('/api/replies')).statusCode).toBe(401);
    expect((await site.get('/api/replies', member.cookie)).statusCode).toBe(403);
    expect((await site.get('/fr/reponses', member.cookie)).body).toContain('Seuls les modérateurs');
  });
});

describe('what anybody reads', () => {
  test('a client’s replies stand on the page of the client that it is', async () => {
    const root = await makeClient(site, { name: 'Une seule' });
    const joined = await makeClient(site, { name: 'Sous un autre nom' });
    const id = await makeReply(site, {
      about: { client: joined.slug },
      signedAs: 'Le labo',
      state: 'published',
    });
    const { prisma } = site.database;
    const { id: rootId } = await prisma.client.findUniqueOrThrow({ where: { slug: root.slug } });
    await prisma.client.update({ where: { slug: joined.slug }, data: { rootId } });
    expect((await shown(`/api/clients/${root.slug}`)).map((reply) => reply.id)).toEqual([id]);
    expect((await site.get(`/fr/clients/${root.slug}`)).body).toContain(
      'Réponse de Le labo, non vérifiée',
    );
  });

  test('is nothing where nobody replied, with how to', async () => {
    expect(await shown('/api/platforms/isahit')).toEqual([]);
    const page = await site.get('/en/platforms/isahit/about');
    expect(page.body).toContain('/en/reply?plateforme=isahit');
    expect((await site.get('/en/reply?plateforme=isahit')).body).toContain('Reply: Isahit');
    expect((await site.get('/en/reply')).statusCode).toBe(200);
  });

  test('is not found for nobody', async () => {
    for (const path of ['/api/platforms/nobody/replies', '/api/clients/nobody/replies']) {
      expect((await site.get(path)).statusCode, path).toBe(404);
    }
    expect((await site.get('/api/replies/000000000000')).statusCode).toBe(404);
    expect((await site.get('/fr/repondre?reponse=000000000000')).statusCode).toBe(404);
  });

  test('never holds the e-mail, nor what waits or was refused', async () => {
    const waiting = await makeReply(site, { text: 'Ceci attend encore un modérateur.' });
    const refused = await makeReply(site, {
      text: 'Ceci a été refusé par un modérateur.',
      state: 'refused',
    });
    for (const path of [
      '/fr/plateformes/clickworker',
      '/api/platforms/clickworker/replies',
      `/api/replies/${waiting}`,
      `/api/replies/${refused}`,
      `/fr/repondre?reponse=${waiting}`,
      `/fr/repondre?reponse=${refused}`,
      '/api/record',
    ]) {
      const { body } = await site.get(path);
      expect(body, path).not.toMatch(
        /secret@|attend encore un modérateur|refusé par un modérateur/,
      );
    }
  });
});

test('after a year, refused replies and e-mails are forgotten, published texts stay', async () => {
  const refused = await makeReply(site, { state: 'refused' });
  const published = await makeReply(site, { state: 'published', signedAs: 'Qui reste' });
  const forget = (days: number): Promise<number> =>
    site.database.prisma.$transaction((tx) =>
      eraseOldReplies(tx, new Date(`${addDays(today(site.clock.now), days)}T10:00:00Z`)),
    );
  expect(await forget(NOTICE_RETENTION_DAYS)).toBe(0);
  expect(await forget(NOTICE_RETENTION_DAYS + 1)).toBeGreaterThan(1);
  const { prisma } = site.database;
  expect(await prisma.reply.findUnique({ where: { id: refused } })).toBeNull();
  const kept = await prisma.reply.findUniqueOrThrow({ where: { id: published } });
  expect(kept).toMatchObject({ sender: '', signedAs: 'Qui reste' });
  const entries = await prisma.recordEntry.findMany({ where: { subject: `reply/${refused}` } });
  expect(entries.every(({ salt }) => salt === null)).toBe(true);
});
