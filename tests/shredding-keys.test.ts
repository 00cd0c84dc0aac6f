import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MESSAGE_KEY_PURPOSE, SEALED_MESSAGES } from '#server/community/private-messages/keys.ts';
import { encryptText } from '#server/core/encryption.ts';
import { readEnvironment } from '#server/core/env.ts';
import { randomId } from '#server/core/ids.ts';
import { openSecrets, type Secrets } from '#server/core/secrets.ts';
import { destroyFreedKeys, takeKey, takeKeys } from '#server/database/shredding/keys.ts';
import { decryptRowTexts } from '#server/database/shredding/sealed-text.ts';
import { col, statement } from '#server/database/sql.ts';
import { makeMemberKeys, findOrCreateMemberKey } from '#server/identity/members/member-key.ts';
import { startJobs } from '#server/operations/jobs/start-jobs.ts';
import { makeKeysAndUpgradeRows } from '#server/operations/upgrade-encrypted-rows.ts';
import { openLogSigningKeys } from '#server/transparency-log/signing-keys.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { propose, readBoycott } from '#tests/support/boycott-lifecycle.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeWriter, writeMessage } from '#tests/support/messages.ts';
import { askForToken, findToken, makePledging, makeWorkers } from '#tests/support/pledges.ts';

/** Slots of keys between the database, which knows which are used, and the file, which has the keys. */

let site: TestApp;
let secrets: Secrets;
const folder = mkdtempSync(join(tmpdir(), 'contrenote-slots-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  // Each transaction is rolled back once: what it did outside the database must not matter.
  site = await createTestApp({ clashes: true });
  secrets = openSecrets(null, site.dataDir);
});

const take = (count: number) =>
  site.database.prisma.$transaction((tx) => takeKeys(tx, secrets, count));

async function stateOf(slot: number): Promise<string | undefined> {
  const row = await site.database.prisma.shreddingKey.findUnique({ where: { slot } });
  return row?.state;
}

/** As when the row that refers to it is deleted. */
const free = (slot: number) =>
  site.database.prisma.shreddingKey.update({
    where: { slot },
    data: { state: 'freed', freedAt: new Date() },
  });

test('of keys that are taken at once none is taken twice', async () => {
  const taken = (await Promise.all(Array.from({ length: 10 }, () => take(5)))).flat();
  expect(new Set(taken.map(({ slot }) => slot)).size).toBe(50);
  expect(new Set(taken.map(({ key }) => key.toString('hex'))).size).toBe(50);
});

test('a key stays until its row is gone, then its slot has another one', async () => {
  const [one, two] = await take(2);
  if (one === undefined || two === undefined) throw new Error('no key');
  await free(one.slot);
  expect(await secrets.shreddingKeys.read([one.slot])).toEqual([one.key]);
  expect(await destroyFreedKeys({ ...site, secrets })).toBe(1);
  expect(await secrets.shreddingKeys.read([one.slot])).not.toEqual([one.key]);
  expect(await secrets.shreddingKeys.read([two.slot])).toEqual([two.key]);
  expect(await stateOf(one.slot)).toBe('free');
});

test('a crash between the file and the database leaves it to the next run', async () => {
  const { slot } = await site.database.prisma.$transaction((tx) => takeKey(tx, secrets));
  await free(slot);
  const broken: Secrets = {
    ...secrets,
    shreddingKeys: {
      ...secrets.shreddingKeys,
      renew: async (slots) => {
        await secrets.shreddingKeys.renew(slots);
        throw new Error('the power is gone');
      },
    },
  };
  await expect(destroyFreedKeys({ ...site, secrets: broken })).rejects.toThrow('power');
  expect(await stateOf(slot)).toBe('freed');
  expect(await destroyFreedKeys({ ...site, secrets })).toBe(1);
  expect(await stateOf(slot)).toBe('free');
});

test('processes that destroy at once share the keys', async () => {
  for (const { slot } of await take(20)) await free(slot);
  const destroyed = await Promise.all(
    Array.from({ length: 4 }, () => destroyFreedKeys({ ...site, secrets })),
  );
  expect(destroyed.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(20);
  expect(await site.database.prisma.shreddingKey.count({ where: { state: 'freed' } })).toBe(0);
});

test('a process that starts destroys what is overdue at once, however short it lives', async () => {
  const { database, slots, store, dataDir, app, clock } = site;
  const [from, to] = [await makeWriter(site), await makeWriter(site)];
  const id = await writeMessage(site, from, to, 'Il y a un mois.');
  const sentAt = new Date(clock.now.getTime() - 31 * 86_400_000);
  await database.prisma.privateMessage.update({ where: { id }, data: { sentAt } });
  const { slot } = await database.prisma.$transaction((tx) => takeKey(tx, secrets));
  await free(slot);
  const env = readEnvironment({ DATA_DIR: dataDir, DAILY_DUMP: 'false' });
  const jobs = startJobs({
    database,
    secrets,
    slots,
    store,
    temporaryFolder: join(dataDir, 'tmp'),
    keys: openLogSigningKeys(env, secrets),
    env,
    publicUrl: null,
    dataDir,
    clock: () => clock.now,
    log: app.log,
  });
  await expect.poll(() => stateOf(slot)).toBe('free');
  await expect.poll(() => database.prisma.privateMessage.count({ where: { id } })).toBe(0);
  await jobs.stop();
});

test('each member has one key, made beforehand and gone with her account', async () => {
  const member = await makeMember(site);
  expect(await makeMemberKeys(site.database, secrets)).toBeGreaterThan(0);
  expect(await makeMemberKeys(site.database, secrets)).toBe(0);
  const { keySlot } = await site.database.prisma.memberKey.findUniqueOrThrow({
    where: { memberId: member.id },
  });
  await site.database.prisma.member.delete({ where: { id: member.id } });
  expect(await stateOf(keySlot)).toBe('freed');
});

test('of requests that make her key at once one does, and all get it', async () => {
  const { id } = await makeMember(site);
  const keys = await Promise.all(
    Array.from({ length: 10 }, () =>
      site.database.prisma.$transaction((tx) =>
        findOrCreateMemberKey(tx, secrets, id, site.clock.now),
      ),
    ),
  );
  expect(new Set(keys.map(({ key }) => key.toString('hex'))).size).toBe(1);
});

test('rows of a version without keys of rows are read, then get keys, and read the same', async () => {
  const [from, to] = [await makeWriter(site), await makeWriter(site)];
  const id = randomId();
  const sealed = encryptText(secrets.keyFor(MESSAGE_KEY_PURPOSE), id, 'Avant la mise à jour.');
  const data = { id, senderId: from.id, recipientId: to.id, sealed, sentAt: site.clock.now };
  await site.database.prisma.privateMessage.create({ data });
  const read = async (): Promise<unknown> => {
    const row = await site.database.prisma.privateMessage.findUniqueOrThrow({ where: { id } });
    return [row.keySlot === null, ...(await decryptRowTexts(secrets, MESSAGE_KEY_PURPOSE, [row]))];
  };
  expect(await read()).toEqual([true, 'Avant la mise à jour.']);
  await makeKeysAndUpgradeRows(site.database, secrets, site.clock.now);
  expect(await read()).toEqual([false, 'Avant la mise à jour.']);
  expect(SEALED_MESSAGES.map(({ table }) => table)).toEqual(['private_message', 'message_flag']);
});

test('seconds and tokens of such a version count on, and nobody does either twice', async () => {
  const { prisma, sql } = site.database;
  const { id } = await propose(site);
  const [seconder, holder] = await makeWorkers(site, 2);
  if (seconder === undefined || holder === undefined) throw new Error('no worker');
  await prisma.boycottSeconder.create({ data: { boycottId: id, memberId: seconder.id } });
  const boycott = await makePledging(site);
  const token = await findToken(site, boycott, holder);
  const blindedHash = new Uint8Array(32);
  const old = { boycottId: boycott, memberId: holder.id, rank: 'established', blindedHash };
  await prisma.boycottToken.create({ data: old });
  await makeKeysAndUpgradeRows(site.database, secrets, site.clock.now);
  const seen = await readBoycott(site, id, seconder.cookie);
  expect([seen.seconders, seen.can.second, seen.can.unsecond]).toEqual([1, false, true]);
  await expect(askForToken(site, boycott, holder.cookie, token)).rejects.toThrow('token-taken');
  const rows = statement(
    { rows: col.int },
    `SELECT ((SELECT count(*) FROM boycott_seconder) + (SELECT count(*) FROM boycott_token))::int AS rows`,
  );
  expect(await sql(rows)).toEqual([{ rows: 0 }]);
  // A process of the older version beside this one gives none.
  await expect(prisma.boycottToken.create({ data: old })).rejects.toThrow('newer version');
});

describe('once the file of keys is lost, as after a restore on another machine', () => {
  test('seconding begins anew, and who got a token gets no second one', async () => {
    const { id } = await propose(site);
    const boycott = await makePledging(site);
    const [one, two] = await makeWorkers(site, 2);
    if (one === undefined || two === undefined) throw new Error('no worker');
    await site.post(`/api/boycotts/${id}/second`, {}, one.cookie);
    const token = await findToken(site, boycott, one);
    await askForToken(site, boycott, one.cookie, token);
    const used = await site.database.prisma.shreddingKey.findMany({ select: { slot: true } });
    await secrets.shreddingKeys.renew(used.map(({ slot }) => slot));

    await expect(askForToken(site, boycott, one.cookie, token)).rejects.toThrow('token-taken');
    await expect(askForToken(site, boycott, two.cookie, token)).rejects.toThrow('token-taken');
    expect((await site.post(`/api/boycotts/${id}/second`, {}, two.cookie)).statusCode).toBe(200);
    expect((await readBoycott(site, id, two.cookie)).seconders).toBe(1);
  });

  test('its messages are said to be unreadable', async () => {
    const [from, to] = [await makeWriter(site), await makeWriter(site)];
    const id = await writeMessage(site, from, to, 'Perdu avec la clé.');
    const { keySlot } = await site.database.prisma.privateMessage.findUniqueOrThrow({
      where: { id },
    });
    await secrets.shreddingKeys.renew([keySlot ?? 0]);
    const answer = await site.get(`/api/me/conversations/${from.pseudonym}`, to.cookie);
    expect(answer.json()).toMatchObject({ messages: [{ text: null }] });
  });
});
