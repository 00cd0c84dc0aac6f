import { beforeAll, expect, test } from 'vitest';
import { PUBLIC_TABLES } from '#server/public-schema/all-tables.ts';
import { col, statement } from '#server/database/sql.ts';
import type { DecisionsResponse } from '#shared/governance/case-decisions.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import {
  dismissCaseAs,
  findHidingDecision,
  makeFlaggedCase,
  veilSubjectAs,
} from './cases.testing.ts';
import { makeEstablishedCommunity } from './juries.testing.ts';

/** A moderator’s handle stays: with the moments of her decisions, others could find who is online then. */

let site: TestApp;
let moderator: TestMember;
const MOMENT = /\d\d:\d\d:\d\d/g;

beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site, 20);
  moderator = await makeMember(site, { moderator: true });
  for (const seconds of [1_234, 77, 4_321]) {
    site.clock.now = new Date(site.clock.now.getTime() + seconds * 1_000);
    await dismissCaseAs(site, (await makeFlaggedCase(site)).caseId, moderator);
  }
  site.clock.advanceDays(1);
  await dismissCaseAs(site, (await makeFlaggedCase(site)).caseId, moderator);
});

const list = async (before?: string) =>
  (
    await site.get(`/api/decisions${before === undefined ? '' : `?before=${before}`}`)
  ).json<DecisionsResponse>().decisions;

test('decisions are listed by their day, and within one by name: no cursor finds a second', async () => {
  const all = await list();
  expect(all).toHaveLength(4);
  expect(all.map(({ on, id }) => `${on}_${id}`)).toEqual(
    all
      .map(({ on, id }) => `${on}_${id}`)
      .toSorted()
      .toReversed(),
  );
  const [newest] = all;
  const { on, id } = all[1] ?? { on: '', id: '' };
  expect(newest?.on).not.toBe(on);
  expect(await list(`${on}_${id}`)).toEqual(all.slice(2));
  expect((await site.get(`/api/decisions?before=${on}T12:00:00Z_${id}`)).statusCode).toBe(422);
  expect((await site.get(`/api/decisions?before=2026-02-30_${id}`)).statusCode).toBe(422);
});

test('a veil ends on a full hour, within 72: its end does not tell when it was made', async () => {
  const { caseId, subject } = await makeFlaggedCase(site, { reason: 'threat' });
  site.clock.now = new Date(site.clock.now.getTime() + 1_801_000);
  await veilSubjectAs(site, caseId, moderator);
  const decision = await findHidingDecision(site, subject);
  const { threadId } = await site.database.prisma.forumPost.findUniqueOrThrow({
    where: { id: subject.split('/')[1] ?? '' },
  });
  const paths = [
    `/api/decisions/${decision}`,
    `/api/forum/threads/${threadId}`,
    `/en/forum/threads/${threadId}/feed.atom`,
  ];
  const exact = site.clock.now.toISOString().slice(14, 19);
  for (const path of paths) {
    const { body, statusCode } = await site.get(path);
    expect([path, statusCode]).toEqual([path, 200]);
    expect(body).not.toContain(exact);
  }
  const { until } = (await site.get(`/api/decisions/${decision}`)).json<{ until: string }>();
  const hours = (new Date(until).getTime() - site.clock.now.getTime()) / 3_600_000;
  expect(until).toMatch(/:00:00/);
  expect(hours).toBeGreaterThan(71);
  expect(hours).toBeLessThanOrEqual(72);
});

test('the dump tells of decisions on cases their day and their order, and no moment', async () => {
  const entry = PUBLIC_TABLES.find(({ name }) => name === 'decisions');
  const rows = await site.database.sql(
    statement(
      { at: col.text, day: col.text },
      `SELECT ${entry?.columns['decidedAt']?.sql} AS at, to_char(d.decided_on, 'YYYY-MM-DD') AS day
       FROM ${entry?.from}`,
    ),
  );
  expect(rows).toHaveLength(5);
  for (const { at, day } of rows) expect(at).toBe(`${day}T00:00:00Z`);
  expect(JSON.stringify(rows).match(MOMENT)).toEqual(Array(5).fill('00:00:00'));
});
