import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod/mini';
import { hashPassword } from '#server/accounts/passwords.ts';
import { releasePicture } from '#server/pictures/attach.ts';
import { runPrivateEvidence } from '#server/boycotts/private-due.ts';
import type { OwnDataResponse } from '#shared/account-data.ts';
import { addDays, today } from '#shared/days.ts';
import type { ErrorResponse } from '#shared/errors.ts';
import type { InboxResponse, inboxItem } from '#shared/inbox.ts';
import {
  PRIVATE_EVIDENCE_DAYS,
  WORKS_THERE_DAYS,
  type OwnPrivateEvidenceResponse,
  type PrivateCheckResponse,
  type PrivateChecksResponse,
} from '#shared/private-evidence.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';

/** Evidence for two checkers alone: who sees it, what it becomes, and that nothing is left of it. */

const DAY_MS = 86_400_000;
const TEXT = 'Je fais de la transcription depuis deux ans, la capture montre mon tableau de bord.';

let site: TestApp;
let png: Buffer;
let member: TestMember;
let first: TestMember;
let second: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  png = await makePlainPng();
});
beforeEach(async () => {
  await site.database.prisma.roleGrant.deleteMany();
  await site.database.prisma.privateEvidence.deleteMany();
  member = await makeMember(site);
  first = await makeMember(site, { moderator: true });
  second = await makeMember(site, { moderator: true });
});

type Sent = { id: string };
async function send(
  by = member,
  { platform = 'clickworker', file = false }: { platform?: string; file?: boolean } = {},
): Promise<string> {
  const options = { cookie: by.cookie, ...(file ? { file: { bytes: png } } : {}) };
  const answer = await postForm(site, '/api/private-evidence', { platform, text: TEXT }, options);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<Sent>().id;
}
/** Checkers are shown it from the day after it came on. */
function nextDay(days = 1): void {
  site.clock.now = new Date(site.clock.now.getTime() + days * DAY_MS);
}
function say(id: string, by: TestMember, accepts: 'yes' | 'no') {
  return site.post(`/api/private-evidence/${id}/voice`, { accepts }, by.cookie);
}
async function waitingFor(by: TestMember): Promise<string[]> {
  const answer = await site.get('/api/private-evidence', by.cookie);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<PrivateChecksResponse>().evidence.map(({ id }) => id);
}
async function own(by = member): Promise<OwnPrivateEvidenceResponse> {
  return (await site.get('/api/me/private-evidence', by.cookie)).json();
}
async function lines(by: TestMember, kind: string): Promise<z.infer<typeof inboxItem>[]> {
  const { items } = (await site.get('/api/me/inbox', by.cookie)).json<InboxResponse>();
  return items.filter((item) => item.kind === kind);
}
async function storedFiles(): Promise<string[]> {
  const entries = await readdir(join(site.dataDir, 'files'), { recursive: true }).catch(() => []);
  return entries.filter((name) => name.endsWith('.webp'));
}
async function leftOf(id: string): Promise<object> {
  const { prisma } = site.database;
  const where = { evidenceId: id };
  return {
    evidence: await prisma.privateEvidence.count({ where: { id } }),
    voices: await prisma.privateEvidenceVoice.count({ where }),
    lines: await prisma.inboxItem.count({ where: { subject: id } }),
    entries: await prisma.recordEntry.count({ where: { subject: { contains: id } } }),
  };
}
const NOTHING = { evidence: 0, voices: 0, lines: 0, entries: 0 };
const runDue = () => runPrivateEvidence(site.database, site.store, site.clock.now);

describe('private evidence that two checkers accept', () => {
  test('becomes the fact that she works there, and nothing else is left of it', async () => {
    const before = await storedFiles();
    const id = await send(member, { file: true });
    expect((await storedFiles()).length).toBe(before.length + 2);
    nextDay();
    await runDue();
    expect(await lines(first, 'private-check')).toHaveLength(1);
    expect((await say(id, first, 'yes')).statusCode).toBe(200);
    expect((await own()).evidence).toHaveLength(1);
    expect((await say(id, second, 'yes')).statusCode).toBe(200);
    const until = addDays(today(site.clock.now), WORKS_THERE_DAYS);
    const platform = { slug: 'clickworker', name: 'Clickworker' };
    expect(await own()).toMatchObject({ evidence: [], worksThere: [{ platform, until }] });
    expect(await leftOf(id)).toEqual(NOTHING);
    expect(await storedFiles()).toEqual(before);
    const [line] = await lines(member, 'private-evidence');
    expect(line).toMatchObject({ unread: true, facts: { shown: 'accepted' } });
    // The line names no platform, and nobody by an id.
    expect(JSON.stringify(line)).not.toContain('lickworker');
    expect(JSON.stringify(line)).not.toContain(member.id);
  });

  test('counts for a year, and is not asked for again meanwhile', async () => {
    const id = await send(member, { platform: 'appen' });
    nextDay();
    await say(id, first, 'yes');
    await say(id, second, 'yes');
    const again = await site.post(
      '/api/private-evidence',
      { platform: 'appen', text: TEXT },
      member.cookie,
    );
    expect(again.json<ErrorResponse>().error.fields).toEqual({ platform: { code: 'shown-already' } });
    nextDay(WORKS_THERE_DAYS);
    await runDue();
    const { worksThere } = site.database.prisma;
    const where = { memberId: member.id };
    expect(await worksThere.count({ where })).toBe(1);
    nextDay();
    await runDue();
    expect(await worksThere.count({ where })).toBe(0);
  });

  test('at one moment by both is accepted once', async () => {
    const id = await send();
    nextDay();
    const answers = await Promise.all([say(id, first, 'yes'), say(id, second, 'yes')]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect((await own()).worksThere).toHaveLength(1);
  });
});

describe('private evidence that is not accepted', () => {
  test('is destroyed by one refusal, also after another accepted; she is told and sends again', async () => {
    const before = await storedFiles();
    const id = await send(member, { file: true });
    nextDay();
    await say(id, first, 'yes');
    await say(id, second, 'no');
    expect(await leftOf(id)).toEqual(NOTHING);
    expect(await storedFiles()).toEqual(before);
    expect(await own()).toMatchObject({ evidence: [], worksThere: [] });
    expect((await lines(member, 'private-evidence'))[0]?.facts).toEqual({ shown: 'refused' });
    expect(await send()).not.toBe(id);
  });

  test('is destroyed by who accepted it, where she changes her mind', async () => {
    const id = await send();
    nextDay();
    await say(id, first, 'yes');
    await say(id, first, 'no');
    expect(await leftOf(id)).toEqual(NOTHING);
  });

  test('is destroyed after two weeks without an answer, and she is told', async () => {
    const before = await storedFiles();
    const id = await send(member, { file: true });
    nextDay(PRIVATE_EVIDENCE_DAYS);
    await runDue();
    expect((await own()).evidence).toHaveLength(1);
    nextDay();
    await runDue();
    expect(await leftOf(id)).toEqual(NOTHING);
    expect(await storedFiles()).toEqual(before);
    expect((await lines(member, 'private-evidence'))[0]?.facts).toEqual({ shown: 'unanswered' });
  });

  test('is taken back by its sender at any time, and by nobody else', async () => {
    const before = await storedFiles();
    const id = await send(member, { file: true });
    nextDay();
    await runDue();
    await say(id, first, 'yes');
    const path = `/api/private-evidence/${id}/withdraw`;
    expect((await site.post(path, {}, first.cookie)).statusCode).toBe(404);
    expect((await site.post(path, {}, member.cookie)).statusCode).toBe(200);
    expect(await leftOf(id)).toEqual(NOTHING);
    expect(await storedFiles()).toEqual(before);
    expect((await say(id, second, 'yes')).statusCode).toBe(404);
  });

  test('is one at a time a platform', async () => {
    await send();
    const form = { platform: 'clickworker', text: TEXT };
    const again = await site.post('/api/private-evidence', form, member.cookie);
    expect(again.json<ErrorResponse>().error.fields).toEqual({ platform: { code: 'sent-already' } });
    await send(member, { platform: 'appen' });
  });

  test('sent twice by one form is sent once', async () => {
    const form = { platform: 'clickworker', text: TEXT, _key: 'private-form-1' };
    const [one, two] = [
      await site.post('/api/private-evidence', form, member.cookie),
      await site.post('/api/private-evidence', form, member.cookie),
    ];
    expect(two.json<Sent>().id).toBe(one.json<Sent>().id);
    expect((await own()).evidence).toHaveLength(1);
  });
});

describe('a checker', () => {
  test('sees text and picture from the next day on, and nothing of who sent it', async () => {
    const id = await send(member, { file: true });
    expect(await waitingFor(first)).toEqual([]);
    expect((await site.get(`/api/private-evidence/${id}`, first.cookie)).statusCode).toBe(404);
    nextDay();
    expect(await waitingFor(first)).toEqual([id]);
    const answer = await site.get(`/api/private-evidence/${id}`, first.cookie);
    const check = answer.json<PrivateCheckResponse>();
    expect(check).toMatchObject({ text: TEXT, platform: { slug: 'clickworker' }, accepted: null });
    expect(Object.keys(check).toSorted()).toEqual([
      'accepted',
      'id',
      'picture',
      'platform',
      'text',
      'until',
    ]);
    expect(answer.body).not.toContain(member.id);
    expect(answer.body).not.toContain(member.pseudonym);
    const picture = await site.get(check.picture?.url ?? '', first.cookie);
    expect(picture.headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, no-store',
    });
  });

  test('is a moderator, and neither she who sent it nor one voice with her', async () => {
    const { prisma } = site.database;
    const sender = await makeMember(site, { moderator: true });
    const id = await send(sender);
    nextDay();
    const voice = { voice: `voice-${id}` };
    await prisma.member.updateMany({ where: { id: { in: [sender.id, first.id] } }, data: voice });
    for (const one of [sender, first]) {
      expect(await waitingFor(one)).toEqual([]);
      expect((await say(id, one, 'yes')).statusCode).toBe(404);
      expect((await site.get(`/api/private-evidence/${id}`, one.cookie)).statusCode).toBe(404);
    }
    const plain = await makeMember(site, { established: true });
    expect((await say(id, plain, 'yes')).statusCode).toBe(403);
    expect((await site.get(`/api/private-evidence/${id}`, plain.cookie)).statusCode).toBe(403);
    expect((await site.get('/api/private-evidence', plain.cookie)).statusCode).toBe(403);
    expect(await waitingFor(second)).toEqual([id]);
  });

  test('is not one voice with the other checker', async () => {
    const { prisma } = site.database;
    const id = await send();
    nextDay();
    await say(id, first, 'yes');
    await prisma.member.updateMany({
      where: { id: { in: [first.id, second.id] } },
      data: { voice: `checkers-${id}` },
    });
    expect((await say(id, second, 'yes')).statusCode).toBe(404);
    const third = await makeMember(site, { moderator: true });
    expect((await say(id, third, 'yes')).statusCode).toBe(200);
    expect(await leftOf(id)).toEqual(NOTHING);
  });

  test('does not ask for pledges against the platform herself', async () => {
    const id = await send();
    nextDay();
    await makeBoycott(site, { member: first, state: 'pledging' });
    expect(await waitingFor(first)).toEqual([]);
    expect((await say(id, first, 'yes')).statusCode).toBe(404);
    expect(await waitingFor(second)).toEqual([id]);
  });

  test('hears of each piece once, from the next day on', async () => {
    const id = await send();
    await runDue();
    expect(await lines(first, 'private-check')).toEqual([]);
    nextDay();
    await runDue();
    await runDue();
    const [line] = await lines(first, 'private-check');
    expect(line).toMatchObject({ count: 1, about: { key: id, name: 'Clickworker' } });
    expect(await lines(member, 'private-check')).toEqual([]);
  });
});

describe('what others reach of private evidence', () => {
  test('its picture is her own and its checkers’, under no public address', async () => {
    const id = await send(member, { file: true });
    nextDay();
    const path = `/files/private/${id}.webp`;
    const { pictureKey } = await site.database.prisma.privateEvidence.findUniqueOrThrow({
      where: { id },
    });
    const stranger = await makeMember(site, { established: true });
    expect((await site.get(path, member.cookie)).statusCode).toBe(200);
    expect((await site.get(path, stranger.cookie)).statusCode).toBe(404);
    expect((await site.get(path)).statusCode).toBe(401);
    for (const size of ['reading', 'thumbnail']) {
      for (const one of [member, first, stranger]) {
        const open = await site.get(`/files/${pictureKey}/${size}.webp`, one.cookie);
        expect(open.statusCode).toBe(404);
      }
    }
  });

  test('its text is sealed in the database', async () => {
    const id = await send();
    const row = await site.database.prisma.privateEvidence.findUniqueOrThrow({ where: { id } });
    expect(row.text).not.toContain('transcription');
    expect((await own()).evidence[0]?.text).toBe(TEXT);
  });

  test('a picture that she published too stays where it is published', async () => {
    const payout = {
      platform: 'clickworker',
      outcome: 'received',
      expected: '27,43',
      currency: 'EUR',
      method: 'paypal',
      askedOn: '2026-11-03',
      receivedOn: '2026-11-07',
    };
    const options = { cookie: member.cookie, file: { bytes: png } };
    expect((await postForm(site, '/api/payouts', payout, options)).statusCode).toBe(201);
    const id = await send(member, { file: true });
    const { pictureKey } = await site.database.prisma.privateEvidence.findUniqueOrThrow({
      where: { id },
    });
    await site.post(`/api/private-evidence/${id}/withdraw`, {}, member.cookie);
    const open = await site.get(`/files/${pictureKey}/reading.webp`);
    expect(open.statusCode).toBe(200);
    // The other way round: it stays for checkers while it is withdrawn elsewhere.
    const kept = await send(member, { file: true });
    await site.database.prisma.screenshot.deleteMany({ where: { key: pictureKey ?? '' } });
    await releasePicture(site.database, site.store, pictureKey);
    expect((await site.get(`/files/private/${kept}.webp`, member.cookie)).statusCode).toBe(200);
  });

  test('is in her own data, and goes with her account', async () => {
    const password = 'un-mot-de-passe-assez-long';
    const id = await send(member, { file: true });
    const where = { id };
    const { pictureKey } = await site.database.prisma.privateEvidence.findUniqueOrThrow({ where });
    const key = pictureKey ?? 'none';
    expect((await storedFiles()).filter((name) => name.includes(key))).toHaveLength(2);
    const data = (await site.get('/api/me/data.json', member.cookie)).json<OwnDataResponse>();
    expect(data.privateEvidence).toMatchObject([{ id, platform: 'clickworker', text: TEXT }]);
    const passwordHash = await hashPassword(password);
    await site.database.prisma.member.update({ where: { id: member.id }, data: { passwordHash } });
    const left = await site.post('/api/me/delete', { password }, member.cookie);
    expect(left.statusCode, left.body).toBe(200);
    expect(await leftOf(id)).toEqual(NOTHING);
    expect((await storedFiles()).filter((name) => name.includes(key))).toEqual([]);
  });
});

describe('the form', () => {
  test('says what is wrong with it', async () => {
    const answer = await site.post(
      '/api/private-evidence',
      { platform: 'nulle-part' },
      member.cookie,
    );
    expect(answer.statusCode).toBe(422);
    expect(answer.json<ErrorResponse>().error.fields).toMatchObject({ text: { code: 'required' } });
  });

  test('is for members', async () => {
    const form = { platform: 'clickworker', text: TEXT };
    expect((await site.post('/api/private-evidence', form)).statusCode).toBe(401);
  });

  test('tells her where there are too few checkers', async () => {
    expect((await own()).enoughCheckers).toBe(true);
    await site.database.prisma.roleGrant.deleteMany({ where: { memberId: second.id } });
    expect((await own()).enoughCheckers).toBe(false);
  });
});
