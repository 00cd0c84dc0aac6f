import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { notify } from '#server/identity/notifications/notify.ts';
import { contactSettingsResponse } from '#shared/identity/members.ts';
import { sendForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeWriter, writeMessage } from '#tests/support/messages.ts';
import {
  listConversationPartners,
  readConversationWith,
  readTextsBetween,
} from '#tests/api/community/private-messages.testing.ts';

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

const ignore = (who: TestMember, whom: TestMember) =>
  site.post('/api/ignores', { member: whom.pseudonym }, who.cookie);
const end = (who: TestMember, whom: TestMember) =>
  site.post('/api/ignores/end', { member: whom.pseudonym }, who.cookie);
const ignoredBy = async ({ cookie }: TestMember): Promise<string[]> =>
  contactSettingsResponse
    .parse((await site.get('/api/me/reach', cookie)).json())
    .ignored.map(({ pseudonym }) => pseudonym);
const send = (from: TestMember, to: TestMember) =>
  site.post('/api/private-messages', { to: to.pseudonym, text: 'Bonjour.' }, from.cookie);

describe('POST /api/ignores', () => {
  test('stands in her settings, again changes nothing, and ends', async () => {
    const answer = await ignore(aina, bea);
    expect(answer.json()).toEqual({ path: `/fr/membres/${bea.pseudonym}?done=ignored` });
    expect((await ignore(aina, bea)).statusCode).toBe(200);
    expect(await ignoredBy(aina)).toEqual([bea.pseudonym]);
    const settings = await site.get('/fr/reglages', aina.cookie);
    expect(settings.body).toContain(`Ne plus ignorer ${bea.pseudonym}`);
    expect((await end(aina, bea)).statusCode).toBe(200);
    expect((await end(aina, bea)).statusCode).toBe(200);
    expect(await ignoredBy(aina)).toEqual([]);
  });

  test('no message passes either way, and her line leaves the inbox', async () => {
    await writeMessage(site, bea, aina, 'Avant.');
    await ignore(aina, bea);
    const { prisma } = site.database;
    expect(await prisma.inboxItem.count({ where: { memberId: aina.id } })).toBe(0);
    expect((await send(bea, aina)).statusCode).toBe(403);
    expect((await send(aina, bea)).json()).toMatchObject({
      error: { fields: { text: { code: 'ignoring-her' } } },
    });
    // What was there can still be read, and shown to the moderators.
    expect(await readConversationWith(site, aina, bea)).toMatchObject({
      writing: 'ignoring',
      messages: [{ text: 'Avant.', can: { flag: true } }],
    });
    expect((await listConversationPartners(site, aina)).conversations).toMatchObject([
      { ignored: true },
    ]);
    await end(aina, bea);
    expect((await send(bea, aina)).statusCode).toBe(201);
  });

  test('who is ignored sees to the letter what she sees of who takes no messages', async () => {
    const closed = await makeMember(site);
    await ignore(aina, bea);
    const views = async (other: TestMember): Promise<unknown[]> => {
      const path = encodeURIComponent(other.pseudonym);
      const refused = await send(bea, other);
      const pages = [
        (await site.get(`/api/me/conversations/${path}`, bea.cookie)).body,
        (await site.get(`/api/members/${path}`, bea.cookie)).body,
        (await site.get(`/fr/messages-prives/${path}`, bea.cookie)).body,
        (await site.get(`/fr/membres/${path}`, bea.cookie)).body,
      ];
      // A face is drawn from the pseudonym alone.
      const same = pages.map((body) =>
        body
          .replaceAll(other.pseudonym, 'elle')
          .replaceAll(/<svg class="face .*?<\/svg>/g, 'face')
          .replaceAll(/[0-9a-f-]{36}/g, 'key'),
      );
      return [refused.statusCode, refused.body, ...same];
    };
    expect(await views(aina)).toEqual(await views(closed));
    expect((await listConversationPartners(site, bea)).conversations).toEqual([]);
    const own = (await site.get('/api/me/data.json', bea.cookie)).body;
    expect(own).not.toContain(aina.pseudonym);
  });

  test('she is no longer heard of in the inbox', async () => {
    await ignore(aina, bea);
    const news = { kind: 'mention', subject: 'post00000000' } as const;
    const { prisma } = site.database;
    await prisma.$transaction((tx) => notify(tx, [aina.id, bea.id], news, site.clock.now, bea.id));
    expect(await prisma.inboxItem.count({ where: { memberId: aina.id } })).toBe(0);
  });

  test('takes any form of the name, leaves no trace in the record', async () => {
    const zoe = await makeWriter(site, { pseudonym: 'Zoé l’Ancienne'.replace('’', ' ') });
    const before = await site.database.prisma.recordEntry.count();
    const answer = await site.post('/api/ignores', { member: 'ZOE-L-ANCIENNE' }, aina.cookie);
    expect(answer.statusCode).toBe(200);
    expect(await ignoredBy(aina)).toEqual([zoe.pseudonym]);
    expect(await site.database.prisma.recordEntry.count()).toBe(before);
  });

  test.each(['/api/ignores', '/api/ignores/end'])('%s: the five cases', async (path) => {
    expect((await site.post(path, { member: bea.pseudonym })).statusCode).toBe(401);
    expect((await site.post(path, {}, aina.cookie)).statusCode).toBe(422);
    expect((await site.post(path, { member: 'Personne' }, aina.cookie)).statusCode).toBe(404);
    expect((await site.get('/api/me/reach')).statusCode).toBe(401);
  });

  test('nobody ignores herself', async () => {
    const answer = await ignore(aina, aina);
    expect(answer.statusCode).toBe(422);
    expect(await ignoredBy(aina)).toEqual([]);
  });

  test('a browser comes to the page of the member, who is told nothing', async () => {
    const form = { _form: 'ignore', _from: `/fr/membres/${bea.pseudonym}`, member: bea.pseudonym };
    const answer = await sendForm(site, '/api/ignores', form, aina.cookie);
    expect(answer.statusCode).toBe(303);
    const page = await site.get(String(answer.headers.location), aina.cookie);
    expect(page.body).toContain('Vous ignorez ce membre. Il n’en saura rien.');
    expect(page.body).toContain('Ne plus ignorer ce membre');
  });
});

describe('in the same moment', () => {
  const ROUNDS = 8;

  test('once she is ignored nothing arrives any more, whatever was under way', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, other] = [await makeWriter(site), await makeWriter(site)];
      const sends = [1, 2, 3].map(() => send(other, one));
      const done = ignore(one, other).then(() => readTextsBetween(site, one, other));
      const [seen, ...answers] = await Promise.all([done, ...sends]);
      const arrived = answers.filter(({ statusCode }) => statusCode === 201).length;
      expect(answers.every(({ statusCode }) => [201, 403].includes(statusCode))).toBe(true);
      // What the writer was told is there was there already when ignoring was acknowledged.
      expect(seen).toHaveLength(arrived);
      expect(await readTextsBetween(site, one, other)).toHaveLength(arrived);
    }
  });

  test('once she takes no messages nothing arrives any more', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, other] = [await makeWriter(site), await makeWriter(site)];
      const sends = [1, 2, 3].map(() => send(other, one));
      const done = site
        .post('/api/me/messages-allowed', {}, one.cookie)
        .then(() => readTextsBetween(site, one, other));
      const [seen, ...answers] = await Promise.all([done, ...sends]);
      const arrived = answers.filter(({ statusCode }) => statusCode === 201).length;
      expect(seen).toHaveLength(arrived);
      expect(await readTextsBetween(site, one, other)).toHaveLength(arrived);
    }
  });

  test('two who write to each other both arrive, and neither fails', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all([send(aina, bea), send(bea, aina), send(aina, bea)]);
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
    }
  });

  test('who begins with many at once gets past no limit', async () => {
    const others = await Promise.all(Array.from({ length: 6 }, () => makeWriter(site)));
    const young = await makeWriter(site, { young: true });
    const answers = await Promise.all(others.map((other) => send(young, other)));
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([
      201, 201, 201, 429, 429, 429,
    ]);
  });
});
