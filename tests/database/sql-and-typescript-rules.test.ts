import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom, type Random } from '#demo/random.ts';
import { countedPledges } from '#shared/collective/pledge-counts.ts';
import { AUTHOR_EDIT_KINDS, kindListSql } from '#shared/transparency-log/entry-kinds.ts';
import { isVoteOfMajority, verdictOf, type JurorVote } from '#server/governance/juries/rules.ts';
import { splitIntoWords, foldWord } from '#server/site/search/split-words.ts';
import {
  recomputeTaskFigures,
  summarizePlatformTasks,
} from '#server/evidence/tasks/task-figures.ts';
import { col, statement } from '#server/database/sql.ts';
import { ETHICS_CONCERNS } from '#shared/evidence/tasks.ts';
import { VEIL_HOURS } from '#shared/governance/cases.ts';
import { LARGE_COMMUNITY_MIN_ESTABLISHED } from '#shared/evidence/proof-verification.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { insertPartialRows, type PartialRow } from './rows-without-constraints.ts';
import { errorCodesOf } from './error-codes.ts';

/** Rules that SQL and TypeScript both know say the same, over cases drawn by a seed. */

const SEED = 20261128;
let site: TestApp;
let random: Random;
beforeAll(async () => {
  site = await createTestApp();
  random = createRandom(SEED);
});

test(`boycott_pledge_count counts as counted, over pledges of seed ${SEED}`, async () => {
  const rows: PartialRow[] = [];
  const expected = Array.from({ length: 200 }, (_, nth) => {
    const [established, newMembers] = [random.int(0, 6), random.int(0, 12)];
    for (let key = 0; key < established + newMembers; key += 1) {
      const rank = key < established ? 'established' : 'new';
      const columns = {
        boycott_id: `b${nth}`,
        key: `\\x${key.toString(16).padStart(2, '0')}`,
        rank,
      };
      rows.push({ table: 'boycott_pledge', columns });
    }
    const all = countedPledges({ established, newMembers });
    return established + newMembers === 0
      ? []
      : [{ id: `b${nth}`, established, newMembers, counted: all }];
  });
  await insertPartialRows(site, rows);
  const found = await site.database.sql(
    statement(
      { id: col.text, established: col.int, newMembers: col.int, counted: col.int },
      'SELECT boycott_id AS id, established, fresh AS "newMembers", counted FROM boycott_pledge_count',
    ),
  );
  const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
  expect(found.toSorted(byId)).toEqual(expected.flat().toSorted(byId));
});

/**
 * What words are written with, and what stands within and between them. No capital beyond Latin ones:
 * `lower` in the collation C leaves those, where JavaScript does not.
 */
const SIGNS = [
  ...'aéÈçøŒœÆæßÞđŁ9ωждאبश한中',
  'e\u0301',
  '\u00ad',
  '\u200b',
  ' ',
  '-',
  '’',
  '_',
  '.',
];

test(`search_fold has the words of findWords and foldWord, over texts of seed ${SEED}`, async () => {
  const texts = Array.from({ length: 400 }, () =>
    Array.from({ length: random.int(0, 20) }, () => random.pick(SIGNS)).join(''),
  );
  const folded = await site.database.sql(
    statement(
      { text: col.text, words: col.text },
      `SELECT text, trim(search_fold(text)) AS words FROM unnest($1::text[]) WITH ORDINALITY t(text, nth) ORDER BY nth`,
    ),
    [texts],
  );
  const ours = texts.map((text) => ({
    text,
    words: splitIntoWords(text)
      .map(({ start, end }) => foldWord(text.slice(start, end)))
      .join(' '),
  }));
  expect(folded).toEqual(ours);
});

describe(`check_hands and the rules of juries, over votes of seed ${SEED}`, () => {
  const VOTES = ['hide', 'remove', 'restore'] as const;
  type Sitting = { id: string; seats: number; votes: JurorVote[] };
  const sittings: Sitting[] = [];
  const juror = ({ id }: Sitting, place: number): string => `${id}-${place}`;

  beforeAll(async () => {
    const rows: PartialRow[] = [];
    for (let nth = 0; nth < 120; nth += 1) {
      const seats = random.pick([3, 5]);
      const votes = Array.from({ length: random.int(2, seats) }, () => ({
        vote: random.pick(VOTES),
        rule: null,
      }));
      const sitting = { id: `j${nth}`, seats, votes };
      sittings.push(sitting);
      const { id } = sitting;
      rows.push(
        { table: 'moderation_case', columns: { id, subject: `post/${id}` } },
        { table: 'jury', columns: { id, case_id: id, seats, decision_id: `d-${id}` } },
        ...votes.flatMap(({ vote }, place) => {
          const member_id = juror(sitting, place);
          return [
            { table: 'member', columns: { id: member_id } },
            { table: 'juror', columns: { jury_id: id, place, member_id, state: 'voted', vote } },
          ];
        }),
      );
    }
    await insertPartialRows(site, rows);
  });

  function decide(sitting: Sitting, kind: string, places: readonly number[]): Promise<string[]> {
    const { id } = sitting;
    return errorCodesOf(
      site,
      [
        `INSERT INTO decision (id, kind, case_id, subject, rule, reason, stage, decided_on, decided_at)
         VALUES ($1, $2, $3, $4, 'R5', '', 'jury', '2026-11-20', '2026-11-20T10:00:00Z')`,
        `d-${id}`,
        kind,
        id,
        `post/${id}`,
      ],
      ...places.map(
        (place, nth) =>
          [
            `INSERT INTO decision_hand (decision_id, number, seat, handle, member_id)
             VALUES ($1, $2, 'juror', 'H', $3)`,
            `d-${id}`,
            nth + 1,
            juror(sitting, place),
          ] as const,
      ),
    );
  }

  test('the database takes what a jury came to, by those who made it', async () => {
    let decided = 0;
    for (const sitting of sittings) {
      const { votes, seats } = sitting;
      const verdict = verdictOf(votes, seats, true);
      const all = votes.map((_, place) => place);
      if (verdict === null) {
        for (const kind of VOTES) expect(await decide(sitting, kind, all)).toContain('NC005');
        continue;
      }
      decided += 1;
      const hands = votes.flatMap((vote, place) =>
        isVoteOfMajority(vote, verdict) ? [place] : [],
      );
      expect(await decide(sitting, verdict.kind, hands)).toEqual([]);
      const tooFew = hands.slice(0, Math.floor(seats / 2));
      expect(await decide(sitting, verdict.kind, tooFew)).toContain('NC005');
      // The milder verdict is no ground for the harder measure.
      if (verdict.kind === 'hide') {
        expect(await decide(sitting, 'remove', hands)).toContain('NC005');
      }
    }
    expect(decided).toBeGreaterThan(40);
    expect(decided).toBeLessThan(sittings.length);
  });
});

test('check_hands has the numbers and kinds of acts that the program has', () => {
  const script = readFileSync('prisma/sql/governance/check_hands.sql', 'utf8');
  expect(script.match(/interval '[^']*'/g)).toEqual([`interval '${VEIL_HOURS} hours'`]);
  expect(script.match(/>= \d+/g)).toEqual(Array(2).fill(`>= ${LARGE_COMMUNITY_MIN_ESTABLISHED}`));
  const kindsOf = (text: string): string[] =>
    [...text.matchAll(/'([\w-]+)'/g)].map(([kind]) => kind);
  const [, kinds = ''] = /c\."kind" IN \(([^)]*)\)/.exec(script) ?? [];
  expect(kindsOf(kinds).toSorted()).toEqual(kindsOf(kindListSql(AUTHOR_EDIT_KINDS)).toSorted());
});

test(`a platform's task figures are added up in SQL as describeReports adds them, seed ${SEED}`, async () => {
  const platform = 'tallies';
  const authors = Array.from({ length: 40 }, (_, nth) => `t${nth}`);
  const reports = Array.from({ length: 300 }, (_, nth) => {
    const seconds = random.chance(0.8) ? random.int(60, 9_000) : null;
    return {
      id: `r${nth}`,
      author_id: random.pick(authors),
      paid: random.int(0, 20),
      refused_with_reason: random.int(0, 3),
      refused_without_reason: random.int(0, 3),
      screen_outs: random.int(0, 3),
      broken: random.int(0, 1),
      abandoned: random.int(0, 1),
      pending: random.int(0, 2),
      total_seconds: seconds,
      hourly_minor: seconds !== null && random.chance(0.9) ? random.int(0, 3_000) : null,
      approval_days: random.chance(0.5) ? random.int(0, 30) : null,
      worked_month: random.pick(['2026-09', '2026-10', '2026-11']),
      contact: random.pick(['not-tried', 'unanswered', 'answered']),
      recommends: random.pick([true, false, null]),
      breaks_terms: random.chance(0.1),
      ethics: random.chance(0.1) ? [random.pick(ETHICS_CONCERNS)] : [],
    };
  });
  await insertPartialRows(site, [
    { table: 'task', columns: { id: 'tallied', platform_id: platform, currency: 'EUR' } },
    ...authors.map((id) => ({
      table: 'author',
      columns: {
        id,
        platform_id: platform,
        brought: true,
        frozen_established: random.chance(0.3),
      },
    })),
    ...reports.map((report) => ({
      table: 'task_report',
      columns: {
        ...report,
        task_id: 'tallied',
        platform_id: platform,
        published_on: '2026-11-18',
        solicited: false,
      },
    })),
  ]);
  const { prisma } = site.database;
  const now = site.clock.now;
  const inSql = await prisma.$transaction((tx) => summarizePlatformTasks(tx, platform));
  // Of the one task all is loaded and added up by describeReports.
  await prisma.$transaction((tx) => recomputeTaskFigures(tx, 'tallied', now));
  const { figures } = await prisma.task.findUniqueOrThrow({
    where: { id: 'tallied' },
    select: { figures: true },
  });
  expect(figures).not.toBeNull();
  // In another order the sums differ in their last bit.
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(12)) : value;
  const round = (value: unknown): unknown => JSON.parse(JSON.stringify(value, rounded));
  expect(round(inSql)).toEqual(round(figures));
});
