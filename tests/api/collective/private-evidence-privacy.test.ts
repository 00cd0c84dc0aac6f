import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '#server/identity/accounts/password-hashing.ts';
import { deletePictureIfUnused } from '#server/media/pictures/attach-picture.ts';
import { encryptText } from '#server/core/encryption.ts';
import type { PersonalDataResponse } from '#shared/portability/personal-data.ts';
import type { PrivateCheckResponse } from '#shared/collective/private-evidence.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makeMember, showNow, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';
import {
  privateEvidenceRequests,
  NOTHING_LEFT,
  PRIVATE_EVIDENCE_TEXT,
} from './private-evidence.testing.ts';

/** Evidence for two checkers alone: who sees it, and what of it. */

let site: TestApp;
let png: Buffer;
let acts: ReturnType<typeof privateEvidenceRequests>;
let member: TestMember;
let first: TestMember;
let second: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  png = await makePlainPng();
  acts = privateEvidenceRequests(site, png);
  // What looks at pictures takes long to start; no test waits for it.
  await acts.send(await makeMember(site), { file: true });
});
beforeEach(async () => {
  await site.database.prisma.roleGrant.deleteMany();
  await acts.removeAll();
  member = await makeMember(site);
  first = await makeMember(site, { moderator: true });
  second = await makeMember(site, { moderator: true });
});

describe('a checker', () => {
  test('sees text and picture from the next day on, and nothing of who sent it', async () => {
    const id = await acts.send(member, { file: true });
    expect(await acts.waitingFor(first)).toEqual([]);
    expect((await site.get(`/api/private-evidence/${id}`, first.cookie)).statusCode).toBe(404);
    await acts.nextDay();
    expect(await acts.waitingFor(first)).toEqual([id]);
    const answer = await site.get(`/api/private-evidence/${id}`, first.cookie);
    const check = answer.json<PrivateCheckResponse>();
    expect(check).toMatchObject({
      text: PRIVATE_EVIDENCE_TEXT,
      platform: { slug: 'clickworker' },
      accepted: null,
    });
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
    const id = await acts.send(sender);
    await acts.nextDay();
    const voice = { voice: `voice-${id}` };
    await prisma.member.updateMany({ where: { id: { in: [sender.id, first.id] } }, data: voice });
    for (const one of [sender, first]) {
      expect(await acts.waitingFor(one)).toEqual([]);
      expect((await acts.say(id, one, 'yes')).statusCode).toBe(404);
      expect((await site.get(`/api/private-evidence/${id}`, one.cookie)).statusCode).toBe(404);
    }
    const plain = await makeMember(site, { established: true });
    expect((await acts.say(id, plain, 'yes')).statusCode).toBe(403);
    expect((await site.get(`/api/private-evidence/${id}`, plain.cookie)).statusCode).toBe(404);
    expect((await site.get('/api/private-evidence', plain.cookie)).statusCode).toBe(403);
    expect(await acts.waitingFor(second)).toEqual([id]);
  });

  test('is not one voice with the other checker', async () => {
    const { prisma } = site.database;
    const id = await acts.send(member);
    await acts.nextDay();
    await acts.say(id, first, 'yes');
    await prisma.member.updateMany({
      where: { id: { in: [first.id, second.id] } },
      data: { voice: `checkers-${id}` },
    });
    expect((await acts.say(id, second, 'yes')).statusCode).toBe(404);
    const third = await makeMember(site, { moderator: true });
    await acts.nextDay();
    expect((await acts.say(id, third, 'yes')).statusCode).toBe(200);
    expect(await acts.leftOf(id)).toEqual(NOTHING_LEFT);
  });

  test('does not ask for pledges against the platform herself', async () => {
    const id = await acts.send(member);
    await acts.nextDay();
    await makeBoycott(site, { member: first, state: 'pledging' });
    expect(await acts.waitingFor(first)).toEqual([]);
    expect((await acts.say(id, first, 'yes')).statusCode).toBe(404);
    expect(await acts.waitingFor(second)).toEqual([id]);
  });

  test('hears of each piece once, from the next day on', async () => {
    const id = await acts.send(member);
    await acts.runDue();
    expect(await acts.lines(first, 'private-check')).toEqual([]);
    await acts.nextDay();
    await acts.runDue();
    await acts.runDue();
    const [line] = await acts.lines(first, 'private-check');
    expect(line).toMatchObject({ count: 1, about: { key: id, name: 'Clickworker' } });
    expect(await acts.lines(member, 'private-check')).toEqual([]);
  });
});

describe('what others reach of private evidence', () => {
  test('its picture is her own and its checkers’, under no public address', async () => {
    const id = await acts.send(member, { file: true });
    await acts.nextDay();
    const path = `/files/private/${id}.webp`;
    const pictureKey = await acts.pictureOf(id);
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
    const id = await acts.send(member);
    const row = await site.database.prisma.privateEvidence.findUniqueOrThrow({ where: { id } });
    expect(row.text).not.toContain('transcription');
    expect((await acts.own(member)).evidence[0]?.text).toBe(PRIVATE_EVIDENCE_TEXT);
    // Another key opens nothing, and breaks nothing.
    const data = { text: encryptText(randomBytes(32), id, PRIVATE_EVIDENCE_TEXT) };
    await site.database.prisma.privateEvidence.update({ where: { id }, data });
    expect((await acts.own(member)).evidence[0]?.text).toBeNull();
    expect((await site.get('/fr/preuves-privees', member.cookie)).body).toContain(
      'pouvons plus lire ce texte',
    );
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
    const posted = await postForm(site, '/api/payouts', payout, options);
    expect(posted.statusCode).toBe(201);
    await showNow(site, posted.json<{ id: string }>().id);
    const id = await acts.send(member, { file: true });
    const pictureKey = await acts.pictureOf(id);
    await site.post(`/api/private-evidence/${id}/withdraw`, {}, member.cookie);
    const open = await site.get(`/files/${pictureKey}/reading.webp`);
    expect(open.statusCode).toBe(200);
    // The other way round: it stays for checkers while it is withdrawn elsewhere.
    const kept = await acts.send(member, { file: true });
    await site.database.prisma.screenshot.deleteMany({ where: { key: pictureKey } });
    await deletePictureIfUnused(site.database, site.store, pictureKey);
    expect((await site.get(`/files/private/${kept}.webp`, member.cookie)).statusCode).toBe(200);
  });

  test('is in her own data, and goes with her account', async () => {
    const password = 'un-mot-de-passe-assez-long';
    const id = await acts.send(member, { file: true });
    const key = await acts.pictureOf(id);
    expect((await acts.storedFiles()).filter((name) => name.includes(key))).toHaveLength(2);
    const data = (await site.get('/api/me/data.json', member.cookie)).json<PersonalDataResponse>();
    expect(data.privateEvidence).toMatchObject([
      { id, platform: 'clickworker', text: PRIVATE_EVIDENCE_TEXT },
    ]);
    const passwordHash = await hashPassword(password);
    await site.database.prisma.member.update({ where: { id: member.id }, data: { passwordHash } });
    const left = await site.post('/api/me/delete', { password }, member.cookie);
    expect(left.statusCode, left.body).toBe(200);
    expect(await acts.leftOf(id)).toEqual(NOTHING_LEFT);
    expect((await acts.storedFiles()).filter((name) => name.includes(key))).toEqual([]);
  });
});
