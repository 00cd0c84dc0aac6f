import { beforeAll, describe, expect, test } from 'vitest';
import { MESSAGE_KEY_PURPOSE } from '#server/community/private-messages/keys.ts';
import { decryptRowText, type SealedRow } from '#server/database/shredding/sealed-text.ts';
import { openSecrets, type Secrets } from '#server/core/secrets.ts';
import { col, statement } from '#server/database/sql.ts';
import { personalDataResponse } from '#shared/portability/personal-data.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeWriter, writeMessage } from '#tests/support/messages.ts';
import { listConversationPartners, readConversationWith } from './private-messages.testing.ts';

/** Who must not read a private message, and what a stolen database would say of it. */

const TEXT = 'Rendez-vous à Trifouilly, 18 h.';
const SENTENCE = 'Elle parle de Quincampoix.';
const SECRET = /Trifouilly|Quincampoix/;

let site: TestApp;
let aina: TestMember;
let bea: TestMember;
let messageId: string;
beforeAll(async () => {
  site = await createTestApp();
  [aina, bea] = [await makeWriter(site), await makeWriter(site)];
  messageId = await writeMessage(site, aina, bea, TEXT);
});

/** Each reading route and page that could show it, as somebody. */
async function readAll(cookie?: string): Promise<string> {
  const { paths } = (await site.get('/api/openapi.json')).json<{
    paths: Record<string, Record<string, unknown>>;
  }>();
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    'get' in methods
      ? [aina, bea].map(({ pseudonym }) =>
          path.replace('{pseudonym}', pseudonym).replace('{id}', messageId),
        )
      : [],
  );
  const pages = [aina, bea].flatMap(({ pseudonym }) => [
    `/fr/messages-prives/${pseudonym}`,
    `/fr/membres/${pseudonym}`,
  ]);
  const others = ['/fr/messages-prives', '/fr/messages-signales', '/fr/registre', '/fr/nouvelles'];
  const bodies: string[] = [];
  for (const path of new Set([...routes, ...pages, ...others])) {
    bodies.push((await site.get(path, cookie)).body);
  }
  return bodies.join('\n');
}

describe('its text is read by nobody but the two', () => {
  test('not by a stranger', async () => {
    expect(await readAll()).not.toMatch(SECRET);
  });

  test('not by a third member whom both write to', async () => {
    const third = await makeWriter(site);
    await writeMessage(site, aina, third, 'Bonjour.');
    await writeMessage(site, third, bea, 'Bonsoir.');
    expect(await readAll(third.cookie)).not.toMatch(SECRET);
  });

  test('not by a moderator to whom nobody showed it', async () => {
    const moderator = await makeWriter(site, { moderator: true });
    expect(await readAll(moderator.cookie)).not.toMatch(SECRET);
  });

  test('by both of the two', async () => {
    for (const { cookie } of [aina, bea]) expect(await readAll(cookie)).toMatch(SECRET);
  });
});

test('no answer names a member by her id', async () => {
  for (const { cookie } of [aina, bea]) {
    const bodies = await readAll(cookie);
    expect(bodies).not.toContain(aina.id);
    expect(bodies).not.toContain(bea.id);
  }
});

test('no answer may be kept by a cache', async () => {
  const answer = await site.get(`/api/me/conversations/${aina.pseudonym}`, bea.cookie);
  expect(answer.headers['cache-control']).toBe('private, no-store');
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
});

test('a stolen database has no text of it, in no table, flagged or not', async () => {
  await site.post(`/api/private-messages/${messageId}/flag`, { sentence: SENTENCE }, bea.cookie);
  const tables = await site.database.sql(
    statement(
      { name: col.text },
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    ),
  );
  expect(tables.length).toBeGreaterThan(30);
  for (const { name } of tables) {
    const rows = await site.database.sql(
      statement({ row: col.text }, `SELECT t::text AS row FROM "${name}" t`),
    );
    expect(JSON.stringify(rows), name).not.toMatch(SECRET);
  }
});

test('it opens with the key of this site, and for its own row alone', async () => {
  const row = await site.database.prisma.privateMessage.findUniqueOrThrow({
    where: { id: messageId },
  });
  const secrets = openSecrets(null, site.dataDir);
  const open = (by: Secrets, of: SealedRow): Promise<string | null> =>
    decryptRowText(by, MESSAGE_KEY_PURPOSE, of);
  expect(await open(secrets, row)).toBe(TEXT);
  expect(await open(secrets, { ...row, id: 'another00000' })).toBeNull();
  // Neither the secret nor the key of the row alone is enough.
  expect(await open(openSecrets('ab'.repeat(32), site.dataDir), row)).toBeNull();
  await secrets.shreddingKeys.renew([row.keySlot ?? 0]);
  expect(await open(secrets, row)).toBeNull();
});

test('what another key wrote is said to be unreadable, and breaks no page', async () => {
  const [one, two] = [await makeWriter(site), await makeWriter(site)];
  const id = await writeMessage(site, one, two, 'Perdu.');
  const sealed = Buffer.alloc(60, 7).toString('base64');
  await site.database.prisma.privateMessage.update({ where: { id }, data: { sealed } });
  expect((await readConversationWith(site, two, one)).messages).toMatchObject([
    { text: null, can: { flag: false } },
  ]);
  const page = await site.get(`/fr/messages-prives/${one.pseudonym}`, two.cookie);
  expect(page.body).toContain('Nous ne pouvons plus lire ce message');
  const body = { sentence: 'Illisible.' };
  const flag = await site.post(`/api/private-messages/${id}/flag`, body, two.cookie);
  expect(flag.statusCode).toBe(409);
});

describe('one’s own data and account', () => {
  const dataOf = async ({ cookie }: TestMember) =>
    personalDataResponse.parse((await site.get('/api/me/data.json', cookie)).json());

  test('hold what she wrote and got, what she flagged and chose, and whom she ignores', async () => {
    const [one, two, three] = [
      await makeWriter(site),
      await makeWriter(site),
      await makeMember(site),
    ];
    await writeMessage(site, one, two, 'Aller.');
    const back = await writeMessage(site, two, one, 'Retour.');
    await readConversationWith(site, one, two);
    const sentence = { sentence: 'Elle insiste.' };
    await site.post(`/api/private-messages/${back}/flag`, sentence, one.cookie);
    await site.post('/api/ignores', { member: three.pseudonym }, one.cookie);
    const data = await dataOf(one);
    expect(data.reach).toEqual({ allowsMessages: true, contactable: false });
    expect(data.messages).toMatchObject([
      { with: two.pseudonym, mine: true, text: 'Aller.', readAt: null },
      { with: two.pseudonym, mine: false, text: 'Retour.' },
    ]);
    expect(data.messages[1]?.readAt).not.toBeNull();
    expect(data.messageFlags).toMatchObject([
      { message: back, sentence: 'Elle insiste.', outcome: null },
    ]);
    expect(data.ignored).toMatchObject([{ pseudonym: three.pseudonym }]);
    // Of those who flagged or ignore her, and of whether she was read, she is told nothing.
    const accused = await dataOf(two);
    expect(accused.messageFlags).toEqual([]);
    expect(accused.messages).toMatchObject([{ readAt: null }, { mine: true, readAt: null }]);
    expect(await dataOf(three)).toMatchObject({ ignored: [], messageSuspension: null });
  });

  test('an account that goes takes its messages from the other too, and its line', async () => {
    const leaving = await makeRealMember(site, 'Partante');
    const choices = { memberId: leaving.id, allowsMessages: true };
    await site.database.prisma.memberChoices.create({ data: choices });
    const other = await makeWriter(site);
    const sent = await writeMessage(site, leaving, other, 'Adieu.');
    await writeMessage(site, other, leaving, 'Au revoir.');
    const sentence = { sentence: 'Elle part.' };
    await site.post(`/api/private-messages/${sent}/flag`, sentence, other.cookie);
    const gone = await site.post('/api/me/delete', { password: PASSWORD }, leaving.cookie);
    expect(gone.statusCode).toBe(200);
    expect((await listConversationPartners(site, other)).conversations).toEqual([]);
    const { prisma } = site.database;
    expect(await prisma.inboxItem.count({ where: { memberId: other.id } })).toBe(0);
    expect(await prisma.messageFlag.count({ where: { messageId: sent } })).toBe(0);
    const page = await site.get('/fr/messages-prives/Partante', other.cookie);
    expect(page.statusCode).toBe(404);
  });

  test('who flagged and goes leaves her flag to be decided', async () => {
    const flagger = await makeRealMember(site, 'Signaleuse');
    const choices = { memberId: flagger.id, allowsMessages: true };
    await site.database.prisma.memberChoices.create({ data: choices });
    const other = await makeWriter(site);
    const sent = await writeMessage(site, other, flagger, 'Menace.');
    const sentence = { sentence: 'Il me menace.' };
    await site.post(`/api/private-messages/${sent}/flag`, sentence, flagger.cookie);
    await site.post('/api/me/delete', { password: PASSWORD }, flagger.cookie);
    const moderator = await makeMember(site, { moderator: true });
    const { body } = await site.get('/api/flagged-messages', moderator.cookie);
    expect(body).toContain('Menace.');
  });
});
