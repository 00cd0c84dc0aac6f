import { beforeAll, describe, expect, test } from 'vitest';
import { deleteExpiredMessages } from '#server/community/private-messages/delete-expired-messages.ts';
import { addDays, today } from '#shared/core/days.ts';
import { MESSAGE_FLAG_DAYS, flaggedMessagesResponse } from '#shared/community/private-messages.ts';
import { sendForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeFlag, makeWriter, writeMessage } from '#tests/support/messages.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { listConversationPartners, readConversationWith } from './private-messages.testing.ts';

let site: TestApp;
let moderator: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  moderator = await makeMember(site, { moderator: true });
});

const queue = async (cookie = moderator.cookie) =>
  flaggedMessagesResponse.parse((await site.get('/api/flagged-messages', cookie)).json());
const decide = (id: string, body: object, cookie = moderator.cookie) =>
  site.post(`/api/flagged-messages/${id}/decision`, body, cookie);
const rowOf = (id: string) => site.database.prisma.messageFlag.findUnique({ where: { id } });
const toldTo = async ({ cookie }: TestMember): Promise<string[]> =>
  (await site.get('/api/me/inbox', cookie))
    .json<{ items: { kind: string }[] }>()
    .items.map(({ kind }) => kind)
    .toSorted();
const SUSPEND = { decision: 'suspend', rule: 'R5', reason: 'Une menace.' };

describe('POST /api/private-messages/:id/flag', () => {
  test('shows its text to the moderators, and tells its writer nothing', async () => {
    const { id, from, to } = await makeFlag(site, {
      text: 'Je sais où tu habites.',
      sentence: 'Il me menace.',
    });
    expect((await queue()).flags.find((flag) => flag.id === id)).toEqual({
      id,
      text: 'Je sais où tu habites.',
      sentence: 'Il me menace.',
      flaggedOn: today(site.clock.now),
      days: 0,
    });
    expect((await readConversationWith(site, to, from)).messages).toMatchObject([
      { flag: 'waits', can: { flag: false } },
    ]);
    expect((await readConversationWith(site, from, to)).messages).toMatchObject([{ flag: null }]);
    expect(await listConversationPartners(site, from)).toMatchObject({ suspension: null });
    expect(await kindsInRecord(site, `message-flag/${id}`)).toEqual([]);
  });

  test('says before who will read it and for how long', async () => {
    const [from, to] = [await makeWriter(site), await makeWriter(site)];
    await writeMessage(site, from, to, 'Bonjour.');
    const { body } = await site.get(`/fr/messages-prives/${from.pseudonym}`, to.cookie);
    expect(body).toContain('Un modérateur lira ce message et votre phrase');
    expect(body).toContain('Nous supprimons la copie après sa décision, ou après 60\u00a0jours.');
  });

  test('is for who got it, once, while it is there', async () => {
    const { messageId, from, to } = await makeFlag(site);
    const path = `/api/private-messages/${messageId}/flag`;
    const body = { sentence: 'Il me menace.' };
    const third = await makeWriter(site);
    expect((await site.post(path, body)).statusCode).toBe(401);
    expect((await site.post(path, body, from.cookie)).statusCode).toBe(404);
    expect((await site.post(path, body, third.cookie)).statusCode).toBe(404);
    expect((await site.post(path, body, moderator.cookie)).statusCode).toBe(404);
    expect((await site.post(path, body, to.cookie)).statusCode).toBe(409);
    const old = await writeMessage(site, from, to, 'Vieux.');
    site.clock.advanceDays(30);
    const gone = await site.post(`/api/private-messages/${old}/flag`, body, to.cookie);
    expect(gone.statusCode).toBe(404);
  });

  test.each([
    ['no sentence', ''],
    ['too short a one', 'Non.'],
    ['too long a one', 'a'.repeat(501)],
  ])('refuses %s', async (_, sentence) => {
    const [from, to] = [await makeWriter(site), await makeWriter(site)];
    const id = await writeMessage(site, from, to, 'Bonjour.');
    const answer = await site.post(`/api/private-messages/${id}/flag`, { sentence }, to.cookie);
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ error: { fields: { sentence: {} } } });
  });
});

describe('GET /api/flagged-messages', () => {
  test('the one that has waited longest comes first, with its age, and without names', async () => {
    const first = await makeFlag(site);
    site.clock.advanceDays(3);
    const second = await makeFlag(site);
    const answer = await site.get('/api/flagged-messages', moderator.cookie);
    const { flags, waiting } = flaggedMessagesResponse.parse(answer.json());
    const ids = flags.map(({ id }) => id);
    expect(ids.indexOf(first.id)).toBeLessThan(ids.indexOf(second.id));
    expect(flags.find(({ id }) => id === first.id)?.days).toBe(3);
    expect(waiting).toBe(flags.length);
    const page = await site.get('/fr/messages-signales', moderator.cookie);
    expect(page.body).toContain('attend depuis 3\u00a0jours');
    for (const { from, to } of [first, second]) {
      for (const secret of [from.id, from.pseudonym, to.id, to.pseudonym]) {
        expect(answer.body).not.toContain(secret);
        expect(page.body).not.toContain(secret);
      }
    }
  });

  test('is for moderators alone', async () => {
    const { from, to } = await makeFlag(site);
    expect((await site.get('/api/flagged-messages')).statusCode).toBe(401);
    for (const { cookie } of [from, to]) {
      expect((await site.get('/api/flagged-messages', cookie)).statusCode).toBe(403);
      const page = await site.get('/fr/messages-signales', cookie);
      expect(page.body).toContain('Seuls les modérateurs lisent ces messages.');
      expect(page.body).not.toContain('Je sais où tu habites.');
    }
    const bad = await site.get('/api/flagged-messages?page=0', moderator.cookie);
    expect(bad.statusCode).toBe(422);
  });
});

describe('POST /api/flagged-messages/:id/decision', () => {
  test('nothing to do: the copy goes, the writer writes on, the reader learns of it', async () => {
    const { id, from, to } = await makeFlag(site, { text: 'Tu dors ?' });
    const answer = await decide(id, { decision: 'none' });
    expect(answer.json()).toEqual({ path: '/fr/messages-signales?done=decided' });
    expect((await queue()).flags.map((flag) => flag.id)).not.toContain(id);
    expect(await rowOf(id)).toMatchObject({ sealed: '', senderId: null, outcome: 'none' });
    expect((await readConversationWith(site, to, from)).messages).toMatchObject([{ flag: 'none' }]);
    expect(await toldTo(to)).toEqual(['message', 'message-flag']);
    expect(await toldTo(from)).toEqual([]);
    await writeMessage(site, from, to, 'Bonne nuit.');
    expect(await kindsInRecord(site, `message-flag/${id}`)).toEqual(['message-flag-dismissed']);
  });

  test('keeps the writer from writing for 30 days, by a rule, and tells her why', async () => {
    const { id, from, to } = await makeFlag(site);
    const begun = today(site.clock.now);
    const endsOn = addDays(begun, 30);
    expect((await decide(id, SUSPEND)).statusCode).toBe(200);
    expect(await rowOf(id)).toMatchObject({ sealed: '', senderId: null, outcome: 'suspend' });
    const refused = await site.post(
      '/api/private-messages',
      { to: to.pseudonym, text: 'Encore moi.' },
      from.cookie,
    );
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({
      error: { fields: { text: { code: 'kept-from-writing', limit: endsOn } } },
    });
    expect(await toldTo(from)).toEqual(['messages-suspended']);
    const inbox = await site.get('/fr/nouvelles', from.cookie);
    expect(inbox.body).toContain(
      'Vous ne pouvez plus écrire de messages privés pendant un temps. Lisez pourquoi.',
    );
    const suspension = { endsOn, rule: 'R5', reason: 'Une menace.' };
    expect(await listConversationPartners(site, from)).toMatchObject({ suspension });
    expect(await readConversationWith(site, from, to)).toMatchObject({
      writing: 'suspended',
      suspension,
    });
    const page = await site.get('/fr/messages-prives', from.cookie);
    expect(page.body).toContain('Une menace.');
    expect(page.body).toContain('href="/fr/regles#R5"');
    // The other may still be written to by others, and still writes to her.
    expect(await readConversationWith(site, to, from)).toMatchObject({
      writing: 'open',
      suspension: null,
      messages: [{ flag: 'suspend' }],
    });
    expect(await kindsInRecord(site, `message-flag/${id}`)).toEqual(['messages-suspended']);
    const record = await site.get('/api/record');
    expect(record.body).not.toMatch(/Une menace|Je sais où/);
    expect(record.body).not.toContain(from.pseudonym);
    site.clock.advanceDays(30);
    await writeMessage(site, from, to, 'Pardon.');
  });

  test('a second one in that time begins anew, and shortens nothing', async () => {
    const from = await makeWriter(site);
    const [one, two] = [await makeFlag(site, { from }), await makeFlag(site, { from })];
    await decide(one.id, SUSPEND);
    site.clock.advanceDays(10);
    await decide(two.id, { ...SUSPEND, rule: 'R7', reason: 'De la publicité.' });
    const endsOn = addDays(today(site.clock.now), 30);
    expect((await listConversationPartners(site, from)).suspension).toEqual({
      endsOn,
      rule: 'R7',
      reason: 'De la publicité.',
    });
  });

  test.each([
    ['no decision', {}, ['decision']],
    ['no rule and no reason', { decision: 'suspend' }, ['rule', 'reason']],
    ['a rule of another kind', { ...SUSPEND, rule: 'R10' }, ['rule']],
  ])('refuses %s', async (_, body, fields) => {
    const { id } = await makeFlag(site);
    const answer = await decide(id, body);
    expect(answer.statusCode).toBe(422);
    expect(Object.keys(answer.json<{ error: { fields: object } }>().error.fields)).toEqual(fields);
    expect(await rowOf(id)).toMatchObject({ endedOn: null });
  });

  test('a refused form comes back to the moderator with her reason', async () => {
    const { id } = await makeFlag(site);
    const form = {
      _form: `flag-${id}`,
      _from: '/fr/messages-signales',
      decision: 'suspend',
      reason: 'Une menace claire.',
    };
    const answer = await sendForm(
      site,
      `/api/flagged-messages/${id}/decision`,
      form,
      moderator.cookie,
    );
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Une menace claire.');
  });

  test('is for moderators, once, about what is there', async () => {
    const { id, from, to } = await makeFlag(site);
    expect((await site.post(`/api/flagged-messages/${id}/decision`, SUSPEND)).statusCode).toBe(401);
    expect((await decide(id, SUSPEND, from.cookie)).statusCode).toBe(403);
    expect((await decide(id, SUSPEND, to.cookie)).statusCode).toBe(403);
    expect((await decide('zzzzzzzzzzzz', SUSPEND)).statusCode).toBe(404);
    const answers = await Promise.all([decide(id, SUSPEND), decide(id, { decision: 'none' })]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
  });

  test.each(['from', 'to'] as const)(
    'a moderator on the side "%s" neither sees nor decides it',
    async (side) => {
      const party = await makeWriter(site, { moderator: true });
      const { id } = await makeFlag(site, { [side]: party });
      expect((await queue(party.cookie)).flags.map((flag) => flag.id)).not.toContain(id);
      expect((await decide(id, { decision: 'none' }, party.cookie)).statusCode).toBe(404);
      expect((await queue()).flags.map((flag) => flag.id)).toContain(id);
    },
  );
});

describe('with time', () => {
  const forget = () =>
    site.database.prisma.$transaction((tx) => deleteExpiredMessages(tx, site.clock.now));

  test('a flag outlives its message, and goes undecided after 60 days', async () => {
    const { id, messageId } = await makeFlag(site, { text: 'Encore là.' });
    site.clock.advanceDays(31);
    await forget();
    const { prisma } = site.database;
    expect(await prisma.privateMessage.count({ where: { id: messageId } })).toBe(0);
    expect((await queue()).flags.find((flag) => flag.id === id)?.text).toBe('Encore là.');
    site.clock.advanceDays(MESSAGE_FLAG_DAYS - 30);
    await forget();
    expect(await rowOf(id)).toBeNull();
  });

  test('a decided one goes after 30 days: its line in the record stays, and says nothing', async () => {
    const { id, from } = await makeFlag(site);
    await decide(id, SUSPEND);
    site.clock.advanceDays(30);
    await forget();
    expect(await rowOf(id)).toBeNull();
    expect(await kindsInRecord(site, `message-flag/${id}`)).toEqual([
      'messages-suspended (erased)',
    ]);
    const where = { memberId: from.id };
    expect(await site.database.prisma.messageSuspension.count({ where })).toBe(0);
  });
});
