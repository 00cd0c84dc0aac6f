import { beforeAll, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { makeCoveredPost } from '#tests/api/governance/covered-words.testing.ts';
import {
  makeEstablishedCommunity,
  makeHiddenSubject,
} from '#tests/api/governance/juries.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { errorCodesOf } from './error-codes.ts';

/** Whoever writes past the program covers and shows words by decisions alone, and leaves no words behind. */

let site: TestApp;
let hidden: Awaited<ReturnType<typeof makeHiddenSubject>>;
let covered: Awaited<ReturnType<typeof makeCoveredPost>>;
let other: Awaited<ReturnType<typeof makeCoveredPost>>;

beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site, 20);
  hidden = await makeHiddenSubject(site);
  const hands = {
    moderator: await makeMember(site, { moderator: true }),
    second: await makeMember(site, { established: true }),
  };
  covered = await makeCoveredPost(site, hands);
  other = await makeCoveredPost(site, hands);
});

const idOf = (subject: string): string => subject.split('/')[1] ?? '';
const cover = (subject: string, by: string | null) =>
  ['UPDATE forum_post SET covered_by = $2 WHERE id = $1', idOf(subject), by] as const;

describe('forum_post_covering, forum_post_covering_new (check_covering)', () => {
  test('only a decision to cover that is about the row covers it', async () => {
    expect(await errorCodesOf(site, cover(hidden.subject, hidden.decision))).toContain('NC011');
    expect(await errorCodesOf(site, cover(hidden.subject, other.decision))).toContain('NC011');
    expect(await errorCodesOf(site, cover(covered.subject, covered.decision))).toEqual([]);
    const copied = [
      `INSERT INTO forum_post SELECT (jsonb_populate_record(p, jsonb_build_object('id', $1::text, 'place', 9))).*
         FROM forum_post p WHERE p.id = $2`,
      randomId(),
      idOf(covered.subject),
    ] as const;
    expect(await errorCodesOf(site, copied)).toContain('NC011');
  });

  test('only a decision to uncover that replaces it shows the words', async () => {
    const show = cover(covered.subject, null);
    expect(await errorCodesOf(site, show)).toContain('NC012');
    const uncover = (replaces: string) =>
      [
        `INSERT INTO decision (id, kind, case_id, subject, rule, reason, decided_on, decided_at, replaces)
         SELECT $1, 'uncover', case_id, subject, rule, reason, decided_on, decided_at, $2
           FROM decision WHERE id = $3`,
        randomId(),
        replaces,
        covered.decision,
      ] as const;
    expect(await errorCodesOf(site, uncover(other.decision), show)).toContain('NC012');
    expect(await errorCodesOf(site, uncover(covered.decision), show)).not.toContain('NC012');
  });
});

test('forum_post_words_emptied, forum_post_words_gone (forget_covered_words): nothing is kept of a text that goes', async () => {
  const { prisma, sql } = site.database;
  const kept = async ({ subject, caseId }: typeof covered) => [
    await prisma.textCover.count({ where: { subject } }),
    (await prisma.caseProposal.findMany({ where: { caseId } })).filter(
      ({ words }) => words !== null,
    ).length,
  ];
  expect(await kept(covered)).toEqual([1, 1]);
  await sql(
    `UPDATE forum_post SET text = NULL, html = NULL, withdrawn_on = '2026-11-23' WHERE id = $1`,
    [idOf(covered.subject)],
  );
  expect(await kept(covered)).toEqual([0, 0]);
  expect(await kept(other)).toEqual([1, 1]);
  await sql('DELETE FROM forum_post WHERE id = $1', [idOf(other.subject)]);
  expect(await kept(other)).toEqual([0, 0]);
});
