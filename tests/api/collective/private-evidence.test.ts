import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, today } from '#shared/core/days.ts';
import type { ErrorResponse } from '#shared/core/errors.ts';
import {
  PRIVATE_EVIDENCE_EXPIRY_DAYS,
  ACCEPTANCE_VALID_DAYS,
} from '#shared/collective/private-evidence.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';
import {
  privateEvidenceRequests,
  NOTHING_LEFT,
  PRIVATE_EVIDENCE_TEXT,
} from './private-evidence.testing.ts';

/** Evidence for two checkers alone: what it becomes, and that nothing is left of it. */

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

describe('private evidence that two checkers accept', () => {
  test('becomes the fact that she works there, and nothing else is left of it', async () => {
    const before = await acts.storedFiles();
    const id = await acts.send(member, { file: true });
    expect((await acts.storedFiles()).length).toBe(before.length + 2);
    await acts.nextDay();
    await acts.runDue();
    expect(await acts.lines(first, 'private-check')).toHaveLength(1);
    expect((await acts.say(id, first, 'yes')).statusCode).toBe(200);
    expect((await acts.own(member)).evidence).toHaveLength(1);
    expect((await acts.say(id, second, 'yes')).statusCode).toBe(200);
    const until = addDays(today(site.clock.now), ACCEPTANCE_VALID_DAYS);
    const platform = { slug: 'clickworker', name: 'Clickworker' };
    expect(await acts.own(member)).toMatchObject({
      evidence: [],
      worksThere: [{ platform, until }],
    });
    expect(await acts.leftOf(id)).toEqual(NOTHING_LEFT);
    expect(await acts.storedFiles()).toEqual(before);
    const [line] = await acts.lines(member, 'private-evidence');
    expect(line).toMatchObject({ unread: true, facts: { shown: 'accepted' } });
    // The line names no platform, and nobody by an id.
    expect(JSON.stringify(line)).not.toContain('lickworker');
    expect(JSON.stringify(line)).not.toContain(member.id);
  });

  test('counts for a year, and is not asked for again meanwhile', async () => {
    const id = await acts.send(member, { platform: 'appen' });
    await acts.nextDay();
    await acts.say(id, first, 'yes');
    await acts.say(id, second, 'yes');
    const again = await site.post(
      '/api/private-evidence',
      { platform: 'appen', text: PRIVATE_EVIDENCE_TEXT },
      member.cookie,
    );
    expect(again.json<ErrorResponse>().error.fields).toEqual({
      platform: { code: 'shown-already' },
    });
    await acts.nextDay(ACCEPTANCE_VALID_DAYS);
    await acts.runDue();
    const { worksThere } = site.database.prisma;
    const where = { memberId: member.id };
    expect(await worksThere.count({ where })).toBe(1);
    await acts.nextDay();
    await acts.runDue();
    expect(await worksThere.count({ where })).toBe(0);
  });

  test('at one moment by both is accepted once', async () => {
    const id = await acts.send(member);
    await acts.nextDay();
    const answers = await Promise.all([acts.say(id, first, 'yes'), acts.say(id, second, 'yes')]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect((await acts.own(member)).worksThere).toHaveLength(1);
  });
});

describe('private evidence that is not accepted', () => {
  test('is destroyed by one refusal, also after another accepted; she is told and sends again', async () => {
    const before = await acts.storedFiles();
    const id = await acts.send(member, { file: true });
    await acts.nextDay();
    await acts.say(id, first, 'yes');
    await acts.say(id, second, 'no');
    expect(await acts.leftOf(id)).toEqual(NOTHING_LEFT);
    expect(await acts.storedFiles()).toEqual(before);
    expect(await acts.own(member)).toMatchObject({ evidence: [], worksThere: [] });
    expect((await acts.lines(member, 'private-evidence'))[0]?.facts).toEqual({ shown: 'refused' });
    expect(await acts.send(member)).not.toBe(id);
  });

  test('is destroyed by who accepted it, where she changes her mind', async () => {
    const id = await acts.send(member);
    await acts.nextDay();
    await acts.say(id, first, 'yes');
    await acts.say(id, first, 'no');
    expect(await acts.leftOf(id)).toEqual(NOTHING_LEFT);
  });

  test('is destroyed after two weeks without an answer, and she is told', async () => {
    const before = await acts.storedFiles();
    const id = await acts.send(member, { file: true });
    await acts.nextDay(PRIVATE_EVIDENCE_EXPIRY_DAYS);
    await acts.runDue();
    expect((await acts.own(member)).evidence).toHaveLength(1);
    await acts.nextDay();
    await acts.runDue();
    expect(await acts.leftOf(id)).toEqual(NOTHING_LEFT);
    expect(await acts.storedFiles()).toEqual(before);
    expect((await acts.lines(member, 'private-evidence'))[0]?.facts).toEqual({
      shown: 'unanswered',
    });
  });

  test('is taken back by its sender at any time, and by nobody else', async () => {
    const before = await acts.storedFiles();
    const id = await acts.send(member, { file: true });
    await acts.nextDay();
    await acts.runDue();
    await acts.say(id, first, 'yes');
    const path = `/api/private-evidence/${id}/withdraw`;
    expect((await site.post(path, {}, first.cookie)).statusCode).toBe(404);
    expect((await site.post(path, {}, member.cookie)).statusCode).toBe(200);
    expect(await acts.leftOf(id)).toEqual(NOTHING_LEFT);
    expect(await acts.storedFiles()).toEqual(before);
    expect((await acts.say(id, second, 'yes')).statusCode).toBe(404);
  });

  test('is one at a time a platform', async () => {
    await acts.send(member);
    const form = { platform: 'clickworker', text: PRIVATE_EVIDENCE_TEXT };
    const again = await site.post('/api/private-evidence', form, member.cookie);
    expect(again.json<ErrorResponse>().error.fields).toEqual({
      platform: { code: 'sent-already' },
    });
    await acts.send(member, { platform: 'appen' });
  });

  test('sent twice by one form is sent once', async () => {
    const form = { platform: 'clickworker', text: PRIVATE_EVIDENCE_TEXT, _key: 'private-form-1' };
    const [one, two] = [
      await site.post('/api/private-evidence', form, member.cookie),
      await site.post('/api/private-evidence', form, member.cookie),
    ];
    expect(two.json<{ id: string }>().id).toBe(one.json<{ id: string }>().id);
    expect((await acts.own(member)).evidence).toHaveLength(1);
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
    const form = { platform: 'clickworker', text: PRIVATE_EVIDENCE_TEXT };
    expect((await site.post('/api/private-evidence', form)).statusCode).toBe(401);
  });

  test('tells her where there are too few checkers', async () => {
    expect((await acts.own(member)).enoughCheckers).toBe(true);
    await site.database.prisma.roleGrant.deleteMany({ where: { memberId: second.id } });
    expect((await acts.own(member)).enoughCheckers).toBe(false);
  });
});
