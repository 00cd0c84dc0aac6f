import { YOUNG_ACCOUNT_MESSAGE_LIMITS } from '#shared/community/new-account-limits.ts';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAILY_MESSAGE_LIMITS } from '#shared/community/private-messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeWriter } from '#tests/support/messages.ts';
import { readConversationWith } from './private-messages.testing.ts';

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

describe('what one day may bring', () => {
  test('a member begins with so many others, and goes on with those she knows', async () => {
    const others = await Promise.all(
      Array.from({ length: DAILY_MESSAGE_LIMITS.conversations + 1 }, () => makeWriter(site)),
    );
    const answers = [];
    for (const { pseudonym: to } of others) answers.push(await send(aina, { to, text: 'Salut.' }));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([
      ...Array.from({ length: DAILY_MESSAGE_LIMITS.conversations }, () => 201),
      429,
    ]);
    const limit = String(DAILY_MESSAGE_LIMITS.conversations);
    expect(answers.at(-1)?.json()).toMatchObject({
      error: { code: 'too-many', fields: { text: { code: 'conversations-a-day', limit } } },
    });
    expect((await send(aina, { to: others[0]?.pseudonym, text: 'Et toi ?' })).statusCode).toBe(201);
    // Who was written to answers, however many she has written to herself.
    const [first] = others;
    expect(first && (await readConversationWith(site, first, aina)).left.conversations).toBe(
      DAILY_MESSAGE_LIMITS.conversations,
    );
    site.clock.advanceDays(1);
    expect((await send(aina, { to: others.at(-1)?.pseudonym, text: 'Salut.' })).statusCode).toBe(
      201,
    );
  });

  test('a new account less, and its page says how much is left', async () => {
    const young = await makeWriter(site, { young: true });
    const others = await Promise.all(
      Array.from({ length: YOUNG_ACCOUNT_MESSAGE_LIMITS.conversations + 1 }, () =>
        makeWriter(site),
      ),
    );
    const page = (other: TestMember | undefined) =>
      site.get(`/fr/messages-prives/${other?.pseudonym}`, young.cookie);
    expect((await page(others[0])).body).toContain('écrire à 3\u00a0nouvelles personnes.');
    const statuses = [];
    for (const { pseudonym: to } of others) {
      statuses.push((await send(young, { to, text: 'Salut.' })).statusCode);
    }
    expect(statuses).toEqual([201, 201, 201, 429]);
    expect((await page(others[3])).body).toContain('plus écrire à quelqu’un de nouveau');
    const to = others[0]?.pseudonym;
    for (let sent = 3; sent < YOUNG_ACCOUNT_MESSAGE_LIMITS.messages; sent += 1) {
      expect((await send(young, { to, text: `Message ${sent}` })).statusCode).toBe(201);
    }
    const past = await send(young, { to, text: 'Un de trop.' });
    expect(past.statusCode).toBe(429);
    expect(past.json()).toMatchObject({ error: { fields: { text: { code: 'messages-a-day' } } } });
    expect((await page(others[0])).body).toContain('Encore 0\u00a0message pour aujourd’hui.');
  });

  test('what was refused counts for nothing', async () => {
    const closed = await makeMember(site);
    for (let tried = 0; tried < 15; tried += 1) {
      await send(aina, { to: closed.pseudonym, text: 'Salut.' });
    }
    expect((await readConversationWith(site, aina, bea)).left).toEqual(DAILY_MESSAGE_LIMITS);
  });
});
