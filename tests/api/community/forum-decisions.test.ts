import { beforeAll, describe, expect, test } from 'vitest';
import { logEntriesResponse } from '#shared/transparency-log/log-entries.ts';
import { decideByTwo } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread, readPage } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';

const reason = 'Pour que tout le monde le voie.';

let site: TestApp;
let moderator: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  moderator = await makeMember(site, { moderator: true });
});

const decide = (id: string, body: object, cookie: string | undefined = moderator.cookie) =>
  site.post(`/api/forum/threads/${id}/decisions`, { reason, ...body }, cookie);

/** The same by two moderators, so that it is in effect. */
const decided = (id: string, body: object) =>
  decideByTwo(site, `/api/forum/threads/${id}/decisions`, { reason, ...body }, moderator);

describe('POST /api/forum/threads/:id/decisions', () => {
  test('pins, slows, moves, closes and reopens, each with its reason for all to read', async () => {
    const { id } = await makeThread(site, { category: 'paiements' });
    const decisions = [
      { decision: 'pin' },
      { decision: 'slow', seconds: 3600 },
      { decision: 'move', category: 'astuces' },
      { decision: 'close', rule: 'R5' },
    ];
    for (const body of decisions) {
      const response = await decided(id, body);
      expect(response.statusCode, JSON.stringify(body)).toBe(201);
    }
    const thread = await readPage(site, id);
    expect(thread).toMatchObject({
      pinned: true,
      slowSeconds: 3600,
      category: { slug: 'astuces', name: { fr: 'Astuces et outils' } },
      closed: { on: '2026-11-20', rule: 'R5', reason },
    });
    expect(thread.decisions).toMatchObject([
      { kind: 'close', rule: 'R5', reason, on: '2026-11-20', category: null, seconds: null },
      { kind: 'move', rule: null, category: { slug: 'astuces' } },
      { kind: 'slow', seconds: 3600 },
      { kind: 'pin' },
    ]);
    for (const decision of ['reopen', 'unpin', 'slow']) {
      expect((await decided(id, { decision })).statusCode, decision).toBe(201);
    }
    expect(await readPage(site, id)).toMatchObject({
      pinned: false,
      slowSeconds: null,
      closed: null,
      decisions: { length: 7 },
    });
    const recorded = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7].map((number) => kindsInRecord(site, `thread-decision/${id}-${number}`)),
    );
    expect(recorded).toEqual([
      ['thread-pinned'],
      ['thread-slowed'],
      ['thread-moved'],
      ['thread-closed'],
      ['thread-reopened'],
      ['thread-unpinned'],
      ['thread-slowed'],
    ]);
  });

  test('renames, and keeps the title before with the reason for all to read', async () => {
    const { id } = await makeThread(site, { title: 'Arnaque !!!' });
    const rename = { decision: 'rename', title: 'Appen : retard de novembre' };
    expect((await decided(id, rename)).statusCode).toBe(201);
    const { title, decisions } = await readPage(site, id);
    expect(title).toBe('Appen : retard de novembre');
    expect(decisions).toEqual([
      {
        kind: 'rename',
        rule: null,
        reason,
        on: '2026-11-20',
        category: null,
        seconds: null,
        oldTitle: 'Arnaque !!!',
        alone: false,
        act: null,
      },
    ]);
    expect(await kindsInRecord(site, `thread-decision/${id}-1`)).toEqual(['thread-retitled']);
    expect((await decide(id, rename)).statusCode).toBe(409);
  });

  test('shows its day in the record, and never who took it', async () => {
    const { id } = await makeThread(site);
    await decided(id, { decision: 'pin' });
    const address = `/api/record?subject=thread-decision/${id}-1`;
    const { entries } = logEntriesResponse.parse((await site.get(address)).json());
    expect(entries).toMatchObject([
      { kind: 'thread-pinned', day: '2026-11-20', saltErased: false },
    ]);
    expect((await site.get(`/api/forum/threads/${id}`)).body).not.toContain(moderator.pseudonym);
  });

  test.each([
    ['rule', { decision: 'close' }, 'required'],
    ['rule', { decision: 'close', rule: 'R1' }, 'invalid'],
    ['category', { decision: 'move' }, 'required'],
    ['category', { decision: 'move', category: 'nulle-part' }, 'invalid'],
    ['seconds', { decision: 'slow', seconds: 7 }, 'invalid'],
    ['title', { decision: 'rename' }, 'required'],
    ['title', { decision: 'rename', title: 'Non' }, 'too-short'],
    ['reason', { decision: 'rename', title: 'Un autre titre', reason: undefined }, 'required'],
    ['reason', { decision: 'pin', reason: undefined }, 'required'],
    ['decision', { decision: 'delete' }, 'invalid'],
  ])('refuses a bad %s', async (field, body, code) => {
    const { id } = await makeThread(site);
    const response = await decide(id, body);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
    expect((await readPage(site, id)).decisions).toEqual([]);
  });

  test('changes something, or is refused', async () => {
    const { id } = await makeThread(site, { category: 'astuces' });
    for (const body of [
      { decision: 'unpin' },
      { decision: 'reopen' },
      { decision: 'slow' },
      { decision: 'move', category: 'astuces' },
    ]) {
      expect((await decide(id, body)).statusCode, body.decision).toBe(409);
    }
  });

  test('is for moderators, of threads that are there', async () => {
    const { id, member } = await makeThread(site);
    const pin = { decision: 'pin', reason };
    expect((await site.post(`/api/forum/threads/${id}/decisions`, pin)).statusCode).toBe(401);
    expect((await decide(id, pin, member.cookie)).statusCode).toBe(403);
    expect((await decide('zzzzzzzzzzzz', pin)).statusCode).toBe(404);
    expect((await readPage(site, id)).pinned).toBe(false);
    expect((await readPage(site, id, moderator)).can.moderate).toBe(true);
  });

  test('two at once: one acts, the other is told that it is so already', async () => {
    const { id } = await makeThread(site);
    const answers = await Promise.all([1, 2].map(() => decide(id, { decision: 'pin' })));
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 409]);
  });
});
