import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { insertPartialRows, type PartialRow } from './rows-without-constraints.ts';
import { col, statement } from '#server/database/sql.ts';

/** What views show, each row and each that it leaves out. */

let site: TestApp;

beforeAll(async () => {
  site = await createTestApp();
});

const row = (table: string, columns: PartialRow['columns']): PartialRow => ({ table, columns });
const ask = async (text: string): Promise<object[]> => {
  const shape = { row: col.json<object>() };
  const rows = await site.database.sql(
    statement(shape, `SELECT row_to_json(q) AS row FROM (${text}) q`),
  );
  return rows.map((one) => one.row);
};

test('suspect_author: named by a finding that has neither ended nor been lifted', async () => {
  const finding = (id: string, columns: object): PartialRow[] => [
    row('finding', { id, brought: false, ...columns }),
    row('finding_suspect', { finding_id: id, author_id: `of ${id}` }),
  ];
  await insertPartialRows(site, [
    ...finding('stands', {}),
    ...finding('ended', { ended_on: '2026-11-01' }),
    ...finding('lifted', { lifted_on: '2026-11-01' }),
  ]);
  expect(await ask('SELECT author_id FROM suspect_author')).toEqual([{ author_id: 'of stands' }]);
});

describe('author_weight', () => {
  test('what is frozen goes before what her account says', async () => {
    await insertPartialRows(site, [
      row('member', {
        id: 'm',
        pseudonym: 'ana',
        established_on: '2026-01-01',
        voice: 'v',
        created_at: '2026-01-01T23:30:00+00',
      }),
      row('author', { id: 'hers', platform_id: 'p', member_id: 'm', brought: false }),
      row('author', {
        id: 'left',
        platform_id: 'p',
        brought: false,
        frozen_established: true,
        frozen_voice: 'w',
      }),
      row('author', { id: 'brought', platform_id: 'p', brought: true, frozen_established: false }),
    ]);
    expect(
      await ask(
        `SELECT id, pseudonym, established, voice, speaks_alone AS alone, joined_on::text AS joined
           FROM author_weight WHERE platform_id = 'p' ORDER BY id`,
      ),
    ).toEqual([
      {
        id: 'brought',
        pseudonym: null,
        established: false,
        voice: null,
        alone: true,
        joined: null,
      },
      {
        id: 'hers',
        pseudonym: 'ana',
        established: true,
        voice: 'v',
        alone: false,
        joined: '2026-01-01',
      },
      {
        id: 'left',
        pseudonym: null,
        established: true,
        voice: 'w',
        alone: false,
        joined: null,
      },
    ]);
  });

  test('lockstep that was lifted on a platform lets everybody speak alone there, and there only', async () => {
    await insertPartialRows(site, [
      row('author', { id: 'lifted', platform_id: 'q', brought: false, frozen_voice: 'x' }),
      row('author', { id: 'elsewhere', platform_id: 'r', brought: false, frozen_voice: 'x' }),
      row('finding', {
        id: 'l',
        platform_id: 'q',
        kind: 'lockstep',
        lifted_on: '2026-11-01',
        brought: false,
      }),
      row('finding', {
        id: 'b',
        platform_id: 'r',
        kind: 'burst',
        lifted_on: '2026-11-01',
        brought: false,
      }),
    ]);
    expect(await ask(`SELECT id FROM author_weight WHERE voice = 'x' AND speaks_alone`)).toEqual([
      { id: 'lifted' },
    ]);
  });
});

describe('same_voice and platform_speaker', () => {
  beforeAll(async () => {
    await insertPartialRows(site, [
      row('member', { id: 'one', voice: 'same' }),
      row('member', { id: 'two', voice: 'same' }),
      row('member', { id: 'other', voice: 'else' }),
      row('member', { id: 'alone' }),
      row('moderation_case', { id: 'k', subject: 'review/a', platform_id: 'spoken' }),
      row('moderation_case', { id: 'l', subject: 'review/b', platform_id: 'not' }),
      row('flag', { id: 'f', case_id: 'k', member_id: 'one', rated_party: true }),
      row('flag', { id: 'g', case_id: 'l', member_id: 'one', rated_party: false }),
      row('flag', { id: 'h', case_id: 'l', member_id: 'alone', rated_party: true }),
    ]);
  });

  test('same_voice: both orders, nobody with herself, nobody without a voice', async () => {
    const pairs = await ask(
      `SELECT member_id, other_id FROM same_voice WHERE member_id IN ('one', 'two', 'other', 'alone') ORDER BY 1`,
    );
    expect(pairs).toEqual([
      { member_id: 'one', other_id: 'two' },
      { member_id: 'two', other_id: 'one' },
    ]);
  });

  test('platform_speaker: who said so in a flag, and who counts as one voice with her', async () => {
    const speakers = await ask(`SELECT platform_id, member_id FROM platform_speaker ORDER BY 1, 2`);
    expect(speakers).toEqual([
      { platform_id: 'not', member_id: 'alone' },
      { platform_id: 'spoken', member_id: 'one' },
      { platform_id: 'spoken', member_id: 'two' },
    ]);
  });
});

test('released_slip: released ones alone, without what could lead to a member', async () => {
  const columns = { platform_id: 'f', outcome: 'paid', established: true, solicited: false };
  const withDetail = { monday: '2026-11-16', ...columns, detail: 'delay', detail_class: 2 };
  const leaving = { monday: '2026-11-09', ...columns, outcome: 'not-paid', established: false };
  await insertPartialRows(site, [
    row('slip', { id: 'waits', owner: 'a', monday: '2026-12-07', ...columns, released: false }),
    row('slip', { id: 'shown', owner: 'b', ...withDetail, released: true }),
    row('slip', { id: 'gone', owner: 'c', ...leaving, released: true, withdrawn_on: '2026-12-07' }),
  ]);
  expect(await ask('SELECT * FROM released_slip ORDER BY monday')).toEqual([
    { ...leaving, detail: null, detail_class: null },
    withDetail,
  ]);
});

test('moderator_term: moderators whose role nobody ended', async () => {
  await insertPartialRows(site, [
    row('role_grant', { id: '1', member_id: 'a', role: 'moderator', ends_on: '2027-01-01' }),
    row('role_grant', {
      id: '2',
      member_id: 'b',
      role: 'moderator',
      ends_on: '2027-01-01',
      ended_on: '2026-11-01',
    }),
    row('role_grant', { id: '3', member_id: 'c', role: 'witness', ends_on: '2027-01-01' }),
  ]);
  expect(await ask('SELECT member_id FROM moderator_term')).toEqual([{ member_id: 'a' }]);
});

test('hiding_decision: what is removed or veiled is kept from readers, what is hidden is not', async () => {
  await insertPartialRows(site, [
    row('decision', { id: 'hide', kind: 'hide', rule: 'R1' }),
    row('decision', { id: 'remove', kind: 'remove', rule: 'R2' }),
    row('decision', { id: 'veil', kind: 'veil', rule: 'R3', until: '2026-11-20T10:00:00Z' }),
  ]);
  expect(await ask('SELECT removed, hiding FROM hiding_decision ORDER BY id')).toEqual([
    { removed: false, hiding: { level: 'hidden', rule: 'R1', decision: 'hide', until: null } },
    { removed: true, hiding: { level: 'removed', rule: 'R2', decision: 'remove', until: null } },
    {
      removed: true,
      hiding: { level: 'removed', rule: 'R3', decision: 'veil', until: '2026-11-20T10:00:00Z' },
    },
  ]);
});

test('named_boycott: a dash where the text is removed or withdrawn', async () => {
  const boycott = (id: string, title: string, hidden_by: string | null = null): PartialRow =>
    row('boycott', { id, title, hidden_by });
  await insertPartialRows(site, [
    row('decision', { id: 'mild', kind: 'hide' }),
    row('decision', { id: 'hard', kind: 'remove' }),
    boycott('1', 'Shown'),
    boycott('2', 'Behind a click', 'mild'),
    boycott('3', 'Removed', 'hard'),
    boycott('4', ''),
  ]);
  const named = await ask(`SELECT name FROM named_boycott WHERE length(id) = 1 ORDER BY id`);
  expect(named).toEqual([
    { name: 'Shown' },
    { name: 'Behind a click' },
    { name: '–' },
    { name: '–' },
  ]);
});

test('picture_cover: held where a decision upheld that this picture shows personal data', async () => {
  const check = (id: string, columns: object): PartialRow =>
    row('proof_check', {
      id,
      payout_id: id,
      image_key: id,
      reason: 'personal-data',
      state: 'upheld',
      ...columns,
    });
  const picture = (id: string, columns = {}): PartialRow =>
    row('screenshot', { id, key: id, payout_id: id, ...columns });
  await insertPartialRows(site, [
    picture('held'),
    check('held', {}),
    picture('doubted'),
    check('doubted', { reason: 'not-a-proof' }),
    picture('open'),
    check('open', { state: 'open' }),
    picture('replaced'),
    check('replaced', { image_key: 'former' }),
    picture('word', { covered_until: '2026-11-20T10:00:00Z' }),
  ]);
  const covers = await ask(
    `SELECT key, held, covered_until IS NOT NULL AS word FROM picture_cover WHERE key <> 's' ORDER BY key`,
  );
  expect(covers).toEqual([
    { key: 'doubted', held: false, word: false },
    { key: 'held', held: true, word: false },
    { key: 'open', held: false, word: false },
    { key: 'replaced', held: false, word: false },
    { key: 'word', held: false, word: true },
  ]);
});
