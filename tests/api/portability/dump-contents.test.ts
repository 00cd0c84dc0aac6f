import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeDump } from '#server/portability/dump/write-dump.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import {
  makeIncident,
  makeMember,
  makePayout,
  makeReply,
  makeReview,
  type TestMember,
} from '#tests/support/factories.ts';
import { makeFlag } from '#tests/support/messages.ts';
import { sequence, sequencerOf } from '#tests/support/log-sequencer.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';

/**
 * Whoever downloads the dump reads all of it, with tools: she must find no exact amount, no exact day
 * of evidence, no author of what is unsigned, and nothing that members write in private.
 */

const ASKED_ON = '2026-08-03';
const SETTLED_ON = '2026-08-12';
const PUBLISHED_ON = '2026-08-23';
const STILL_WAITING_ON = '2026-09-04';
const HAPPENED_ON = '2026-07-17';
const SECRETS: readonly [string, RegExp][] = [
  ['the amount expected', /\b(27[.,]43|2743)\b/],
  ['the amount received', /\b(26[.,]87|2687)\b/],
  ['the fee', /\b1319\b/],
  ['the balance lost, and what a task pays', /\b(41[.,]97|4197)\b/],
  ['the day asked', /2026-08-03/],
  ['the day received', /2026-08-12/],
  ['the day posted', /2026-08-23/],
  ['the day of the last word', /2026-09-04/],
  ['the day of the incident', /2026-07-17/],
  ['the numbers and the day of a task report', /\b1237\b|\b37267\b|2026-11-06/],
  ['who brought what is unsigned, who confirmed, doubted, flagged', /Zorglub|Quidam/i],
  ['where she lives, and that she is established', /\bMG\b|established_on/],
  ['what a doubter or a flagger wrote', /douze virgule trois|Saperlipopette/i],
  ['what members write to each other', /Trifouilly/],
  ['how to reach who replied', /secret@/],
  ['her password', /argon2|zazoumotdepasse/i],
  ['what was removed by a decision', /zazouinterdit/],
];

/** Tiles are hashes: as text, their bytes spell any two letters sooner or later. */
const encodingOf = (path: string): 'hex' | 'utf8' =>
  /\/record\/tile\/\d/.test(path) ? 'hex' : 'utf8';

const folder = mkdtempSync(join(tmpdir(), 'contrenote-dump-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let site: TestApp;
const secretIds: string[] = [];
/** Of the dump made at once, and of the one made when nothing is young any more. */
const files: Record<'young' | 'old', Map<string, string>> = { young: new Map(), old: new Map() };
let hiddenText: string;

beforeAll(async () => {
  site = await createTestApp();
  const member = await makeMember(site, { pseudonym: 'Zorglub 77', established: true });
  await site.database.prisma.member.update({
    where: { id: member.id },
    data: { passwordHash: '$argon2id$zazoumotdepasse' },
  });
  const seen = { member, slug: 'clickworker', askedOn: ASKED_ON, publishedOn: PUBLISHED_ON };
  const payout = await makePayout(site, {
    ...seen,
    receivedMinor: 2687,
    settledOn: SETTLED_ON,
    screenshot: true,
  });
  await confirmAndDoubt(payout.id);
  await makePayout(site, { ...seen, state: 'waiting', stillWaitingOn: STILL_WAITING_ON });
  await makeIncident(site, { member, happenedOn: HAPPENED_ON, lostMinor: 4197 });
  await makeReview(site, { member });
  const report = { member, paid: 1_237, time: '10 h 21 min 7 s', workedOn: '2026-11-06' };
  await makeTaskReport(site, report);
  await makeReply(site, { state: 'published' });
  const { from, to } = await makeFlag(site, {
    text: 'Rendez-vous à Trifouilly.',
    sentence: 'Je ne veux pas à Trifouilly.',
  });
  secretIds.push(member.id, from.id, to.id);
  await talk();
  const authors = await site.database.prisma.author.findMany({ where: { memberId: member.id } });
  secretIds.push(...authors.map(({ id }) => id));
  files.young = await dump('young');
  site.clock.advanceDays(60);
  files.old = await dump('old');
});

/** Others say what they think of a proof; one of them flags it. */
async function confirmAndDoubt(payoutId: string): Promise<void> {
  const make = (name: string): Promise<TestMember> =>
    makeMember(site, { pseudonym: `Quidam ${name}`, established: true });
  const [first, second] = [await make('1'), await make('2')];
  secretIds.push(first.id, second.id);
  await site.post(`/api/payouts/${payoutId}/confirm`, {}, first.cookie);
  const doubt = { reason: 'amount', sentence: 'Je lis douze virgule trois.' };
  await site.post(`/api/payouts/${payoutId}/doubt`, doubt, second.cookie);
  const flag = { about: `payout/${payoutId}`, reason: 'invented', sentence: 'Saperlipopette !' };
  await site.post('/api/flags', flag, first.cookie);
}

/** Somebody writes under her name: one post stands, one is hidden, one is removed. */
async function talk(): Promise<void> {
  const talker = await makeMember(site, { pseudonym: 'Bavarde' });
  secretIds.push(talker.id);
  const thread = { category: 'paiements', title: 'Qui a été payée ?', text: 'Moi, en zazoutexte.' };
  const { id } = (await site.post('/api/forum/threads', thread, talker.cookie)).json<{
    id: string;
  }>();
  const say = async (text: string): Promise<string> =>
    (await site.post(`/api/forum/threads/${id}/posts`, { text }, talker.cookie)).json<{
      id: string;
    }>().id;
  const hands = await makeHands(site);
  secretIds.push(hands.moderator.id, hands.second.id);
  hiddenText = 'Ce zazoucaché se lit derrière un clic.';
  await decide(site, hands, { kind: 'post', id: await say(hiddenText) }, 'hide');
  await decide(site, hands, { kind: 'post', id: await say('Un zazouinterdit.') }, 'remove');
}

/** Everything of a dump that is text, by path. */
async function dump(name: string): Promise<Map<string, string>> {
  const at = join(folder, name);
  await sequence(site);
  await writeDump({ ...sequencerOf(site), store: site.store }, at, site.clock.now);
  const found = readdirSync(at, { recursive: true, withFileTypes: true });
  return new Map(
    found
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.webp'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(at, path), readFileSync(path, encodingOf(path))]),
  );
}

describe.each(['young', 'old'] as const)('a dump in which things are %s holds nowhere', (age) => {
  test.each(SECRETS)('%s', (_, secret) => {
    const found = [...files[age]].filter(([, text]) => secret.test(text)).map(([path]) => path);
    expect(found).toEqual([]);
  });

  test('an id that leads to a member', () => {
    const found = [...files[age]].filter(([, text]) => secretIds.some((id) => text.includes(id)));
    expect(found.map(([path]) => path)).toEqual([]);
  });
});

describe('words and pictures', () => {
  const readAll = (age: 'young' | 'old'): string => [...files[age].values()].join('\n');

  test('stay behind while they are young, and their rows do not', () => {
    expect(readAll('young')).not.toMatch(/zazoutexte|zazoucaché|Qui a été payée/);
    const posts = files.young.get('whole/posts.jsonl') ?? '';
    expect(posts.trim().split('\n')).toHaveLength(3);
    expect(posts).toContain('"young": true');
    const payouts = files.young.get('whole/payouts.jsonl') ?? '';
    expect(payouts).toContain('"state": "paid"');
  });

  test('leave when they are no longer, what is hidden marked as hidden', () => {
    expect(readAll('old')).toMatch(/zazoutexte/);
    const lines = (files.old.get('whole/posts.jsonl') ?? '').split('\n');
    const hidden = lines.find((line) => line.includes(hiddenText)) ?? '{}';
    expect(JSON.parse(hidden)).toMatchObject({ by: 'Bavarde', hiddenBy: expect.any(String) });
  });

  test('of proofs are there once the month of the proof is over for 14 days', () => {
    const pictures = readdirSync(join(folder, 'old', 'images'));
    expect(pictures).toHaveLength(2);
  });

  test('never stand in the tables of figures, nor does a pseudonym', () => {
    const figures = [...files.old].filter(([path]) => path.startsWith('figures/'));
    expect(figures).toHaveLength(7);
    expect(figures.map(([, text]) => text).join('\n')).not.toMatch(/zazou|Bavarde/);
  });
});
