import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, showAllPosts, showNow } from '#tests/support/factories.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';
import { PAYOUT_FORM } from '#tests/api/evidence/attribution.testing.ts';

/**
 * An operator who turns recent facts: a dump has no words of recent and removed rows, but facts are
 * compared from the first dump on.
 */

let site: TestApp;
let things: Awaited<ReturnType<typeof publish>>;
beforeAll(async () => {
  site = await createTestApp();
  things = await publish();
});

async function publish() {
  const member = await makeMember(site);
  const send = async (path: string, body: object): Promise<string> => {
    const sent = await site.post(path, body, member.cookie);
    expect(sent.statusCode, sent.body).toBe(201);
    return sent.json<{ id: string }>().id;
  };
  const signed = { ...PAYOUT_FORM, signed: true, showsMonth: true, showsAmount: true };
  const paid = await showNow(site, await send('/api/payouts', signed));
  const claim = { ...signed, outcome: 'waiting', receivedOn: undefined };
  const waiting = await showNow(site, await send('/api/payouts', claim));
  const review = await send('/api/platforms/roamler/review', {
    pay: 1,
    punctuality: 2,
    fairness: 2,
    communication: 1,
    supply: 4,
    experiencedMonth: '2026-10',
    text: 'Payée après six semaines.',
  });
  const incident = await send('/api/incidents', {
    platform: 'bpeek',
    kind: 'balance-stuck',
    happenedOn: '2026-11-02',
    reason: 'none',
    appeal: 'not-tried',
  });
  await showAllPosts(site);
  const begin = { category: 'paiements', title: 'Qui attend encore ?', text: 'Moi.' };
  const thread = await send('/api/forum/threads', begin);
  const other = await send('/api/forum/threads', { ...begin, title: 'Une autre question' });
  const answer = (text: string): Promise<string> =>
    send(`/api/forum/threads/${thread}/posts`, { text });
  const [post, removed] = [await answer('Depuis mars.'), await answer('Une adresse.')];
  await decide(site, await makeHands(site), { kind: 'post', id: removed }, 'remove');
  return { paid, waiting, review, incident, thread, other, post, removed };
}

/** Sets a column as who owns the machine, whom no trigger stops, and what it was before. */
async function setAsOwner(table: string, id: string, column: string, value: string): Promise<void> {
  await site.database.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    await tx.$executeRawUnsafe(`UPDATE ${table} SET ${column} = ${value} WHERE id = '${id}'`);
  });
}

async function findAfter(
  table: string,
  id: string,
  column: string,
  value: string,
): Promise<string[]> {
  await site.database.sql(
    `CREATE TABLE kept AS SELECT ${column} AS was FROM ${table} WHERE id = '${id}'`,
  );
  try {
    await setAsOwner(table, id, column, value);
    return (await verifyDump(await dumpOf(site))).faults;
  } finally {
    await setAsOwner(table, id, column, '(SELECT was FROM kept)');
    await site.database.sql('DROP TABLE kept');
  }
}

test('what nobody touched is told apart: compared, not yet comparable, never published', async () => {
  const { faults, compared } = await verifyDump(await dumpOf(site));
  expect(faults).toEqual([]);
  const { counts } = compared;
  // Platforms, categories and the author of what is signed; two proofs, a review, an incident,
  // two threads, their first posts, and two answers; a case and the term of a moderator.
  expect(counts.compared).toMatchObject({ things: 23 + 8 + 1 + 10 + 2, factsAlone: 10 });
  expect(counts.notYet).toEqual({
    words: 10,
    things: 0,
    columns: 0,
    waiting: 0,
    until: '2026-12-15',
  });
  expect(counts.never).toMatchObject({ removed: 0, withdrawn: 0, older: 0 });
});

/** Figures do not follow from the changed row any more. */
const FIGURES_FAULT = /^not what follows from what is published: platform-figures\//;

describe('an operator who sets a recent fact otherwise is named:', () => {
  const OTHER_AUTHOR = `(SELECT id FROM author ORDER BY id = payout.author_id, id LIMIT 1)`;

  test.each([
    ['a claim as received', 'payout', 'waiting', 'state', `'received'`],
    ['a payout as refused', 'payout', 'paid', 'state', `'refused'`],
    ['an amount', 'payout', 'paid', 'shown_minor', '9900'],
    ['a month', 'payout', 'paid', 'asked_month', `'2026-09'`],
    ['the platform of a payout', 'payout', 'paid', 'platform_id', `'x'`],
    ['the author of a signed payout', 'payout', 'paid', 'author_id', OTHER_AUTHOR],
    ['a mark', 'review', 'review', 'pay', '5'],
    ['the quarter of a review', 'review', 'review', 'experienced_month', `'2026-05'`],
    ['the kind of an incident', 'incident', 'incident', 'kind', `'account-closed'`],
    [
      'the day that an incident is shown from',
      'incident',
      'incident',
      'shown_from',
      `'2026-10-05'`,
    ],
    ['the moment of a post', 'forum_post', 'post', 'posted_at', `posted_at - interval '1 hour'`],
    ['the place of a post', 'forum_post', 'post', 'place', '7'],
    ['the place of a removed post', 'forum_post', 'removed', 'place', '8'],
    ['the moment of a thread', 'forum_thread', 'thread', 'started_at', `'2026-11-01T08:00Z'`],
  ] as const)('%s', async (_what, table, thing, column, value) => {
    const id = things[thing];
    const kind = table.replace('forum_', '');
    const inFigures = ['pay', 'kind'].includes(column);
    expect(await findAfter(table, id, column, value)).toEqual([
      `changed without an entry: ${kind}/${id}`,
      ...(inFigures ? [expect.stringMatching(FIGURES_FAULT)] : []),
    ]);
  });

  test('a post moved to another thread', async () => {
    const { post, other } = things;
    expect(await findAfter('forum_post', post, 'thread_id', `'${other}'`)).toContain(
      `changed without an entry: post/${post}`,
    );
  });
});

test('a dump that does not open recent facts is named', async () => {
  const folder = await dumpOf(site);
  const path = join(folder, 'record/openings.jsonl');
  const lines = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, lines.filter((line) => !line.includes('"facts"')).join('\n'));
  expect((await verifyDump(folder)).faults).toContain(
    `cannot be compared: its salt is missing: payout/${things.paid}`,
  );
});

test('what opens recent facts opens no word: only its later salt does', async () => {
  const folder = await dumpOf(site);
  const openings = await readFile(join(folder, 'record/openings.jsonl'), 'utf8');
  const recent = await site.database.prisma.recordEntry.findMany({
    where: { OR: [{ kind: { endsWith: '-published' } }, { kind: 'thread-started' }] },
  });
  expect(recent.length).toBeGreaterThanOrEqual(10);
  for (const { salt, words } of recent) {
    expect(salt).toMatch(/^[0-9a-f]{32}$/);
    expect(openings).not.toContain(salt);
    expect(openings).toContain(words);
  }
  await setAsOwner('review', things.review, 'text', `'Tout va très bien.'`);
  expect((await verifyDump(await dumpOf(site))).faults).toEqual([]);
  site.clock.advanceDays(60);
  const { faults, compared } = await verifyDump(await dumpOf(site));
  expect(faults).toEqual([`changed without an entry: review/${things.review}`]);
  expect(compared.counts.notYet).toMatchObject({ words: 0, until: null });
  expect(compared.counts.never.removed).toBe(1);
});
