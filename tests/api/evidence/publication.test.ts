import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '#demo/random.ts';
import { dateToDay, dayToDate } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  countCrowd,
  KEPT_MIN_REPORTS,
  loadCrowd,
  toCrowd,
} from '#server/evidence/publication/crowd.ts';
import { createSlipDeps, publishReport } from '#server/evidence/publication/publish-report.ts';
import { releaseDueSlips } from '#server/evidence/publication/publish-and-release.ts';
import { addDays, daysBetween, today } from '#shared/core/days.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { insertPayouts, makeCrowd } from '#tests/support/crowds.ts';
import { recomputeAsOnNewDay } from '#tests/support/recompute-standing.ts';
import { makeMember, makeMembers, makePayout, platformId } from '#tests/support/factories.ts';
import { PAYOUT, secretsOf, seededTools, slipDesk } from './publication.testing.ts';

/** Slips are internal: what the platform's ledger, a thief or a second look could make of them. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const { post, statesOf, ownerOf, slipsOf, run, releaseNextMonday, expectToLeave } = slipDesk(
  () => site,
);

/** How a rank follows another one: 1 in the same order, 0 in none. */
function correlation(ranks: readonly number[]): number {
  const mean = (ranks.length - 1) / 2;
  const products = ranks.map((rank, at) => (rank - mean) * (at - mean));
  const squares = ranks.map((_, at) => (at - mean) ** 2);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  return sum(products) / sum(squares);
}

describe('of 300 members who report at once', () => {
  const slug = 'appen';
  let order: string[];
  beforeAll(async () => {
    await makeCrowd(site, slug, 60, 1_000_000);
    const payouts = await insertPayouts(site, slug, await makeMembers(site, 300));
    const tools = seededTools(site, 7);
    const { prisma } = site.database;
    for (const id of payouts) {
      await prisma.$transaction((tx) => publishReport(tx, tools, id, site.clock.now));
    }
    const links = await site.database.prisma.payoutPublication.findMany({
      where: { payoutId: { in: payouts } },
    });
    const slipOf = new Map(links.map(({ payoutId, slipId }) => [payoutId, slipId ?? '']));
    order = payouts.map((id) => slipOf.get(id) ?? '');
  });

  test('the Mondays do not follow the order of posting', async () => {
    const slips = await site.database.prisma.slip.findMany({ where: { id: { in: order } } });
    const counts = Array.from({ length: 13 }, () => 0);
    for (const { monday, window } of slips) {
      expect(window).toBe(13);
      const week = daysBetween('2026-11-23', dateToDay(monday)) / 7;
      counts[week] = (counts[week] ?? 0) + 1;
    }
    const mean = 300 / 13;
    expect(counts).toHaveLength(13);
    // Beyond this chi-square lies one uniform draw in 10,000.
    expect(counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0)).toBeLessThan(39.2);
    const byMonday = slips
      .toSorted((a, b) => a.monday.getTime() - b.monday.getTime() || (a.id < b.id ? -1 : 1))
      .map(({ id }) => order.indexOf(id));
    expect(Math.abs(correlation(byMonday))).toBeLessThan(0.15);
  });

  test('they are drawn from a cryptographic source', () => {
    expect(createSlipDeps(secretsOf(site)).draw).toBe(randomInt);
  });

  test('neither do their places on the disk and their transactions, once they are released', async () => {
    const transactions = async (table: 'slip' | 'publication_spending'): Promise<number> => {
      const rows = await site.database.sql(
        statement({ xmin: col.text }, `SELECT xmin::text FROM ${table} WHERE id = ANY($1)`),
        [order],
      );
      return new Set(rows.map(({ xmin }) => xmin)).size;
    };
    expect([await transactions('slip'), await transactions('publication_spending')]).toEqual([
      300, 300,
    ]);
    const places = async (table: 'slip' | 'publication_spending'): Promise<number> => {
      const rows = await site.database.sql(
        statement({ id: col.text }, `SELECT id FROM ${table} WHERE id = ANY($1) ORDER BY ctid`),
        [order],
      );
      return correlation(rows.map(({ id }) => order.indexOf(id)));
    };
    expect(await places('slip')).toBeCloseTo(1);
    expect(await places('publication_spending')).toBeCloseTo(1);
    const { shuffle } = createRandom(11);
    const later = new Date(site.clock.now.getTime() + 400 * 86_400_000);
    const released = await site.database.prisma.$transaction((tx) =>
      releaseDueSlips(tx, later, shuffle),
    );
    expect(released).toBe(300);
    expect([await transactions('slip'), await transactions('publication_spending')]).toEqual([
      1, 1,
    ]);
    expect(Math.abs(await places('slip'))).toBeLessThan(0.2);
    expect(Math.abs(await places('publication_spending'))).toBeLessThan(0.2);
    expect(await site.database.prisma.$transaction((tx) => releaseDueSlips(tx, later))).toBe(0);
  });
});

test('what was spent on slips that were withdrawn while they waited is moved on their Monday', async () => {
  const slug = 'roamler';
  await makeCrowd(site, slug, 60, 3_000);
  const member = await makeMember(site);
  const id = await post(slug, member);
  const [slip] = await slipsOf(member, slug);
  const { monday = new Date(0) } = slip ?? {};
  const place = async (): Promise<string | undefined> =>
    (
      await site.database.sql(
        statement(
          { at: col.text },
          `SELECT concat(ctid, xmin) AS at FROM publication_spending WHERE id = $1`,
        ),
        [slip?.id ?? ''],
      )
    )[0]?.at;
  const posted = await place();
  expect((await site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie)).statusCode).toBe(200);
  expect(await place()).toBe(posted);
  await site.database.prisma.$transaction((tx) => releaseDueSlips(tx, monday));
  expect(await place()).not.toBe(posted);
});

describe('the budget', () => {
  const slug = 'clickworker';
  beforeAll(() => makeCrowd(site, slug, 60, 3_000));

  test('survives withdrawal, posting again, and other names of member and platform', async () => {
    const member = await makeMember(site);
    const id = await post(slug, member);
    const spending = async (): Promise<number> =>
      site.database.prisma.publicationSpending.count({
        where: { owner: await ownerOf(member, slug) },
      });
    expect(await statesOf(member)).toEqual(['waits']);
    expect(await spending()).toBe(1);
    expect((await site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie)).statusCode).toBe(
      200,
    );
    expect(await slipsOf(member, slug)).toEqual([]);
    await post(slug, member);
    await site.database.prisma.member.update({
      where: { id: member.id },
      data: { pseudonym: 'Autre nom', pseudonymKey: 'autre nom' },
    });
    await post(slug, member);
    const renamed = { name: 'Clickwork', slug: 'clickwork' };
    await site.database.prisma.platform.update({ where: { slug }, data: renamed });
    await post('clickwork', member);
    await site.database.prisma.platform.update({
      where: { slug: 'clickwork' },
      data: { name: 'Clickworker', slug },
    });
    expect(await statesOf(member)).toEqual(['held-back', 'held-back', 'held-back']);
    expect(await spending()).toBe(1);
    const other = await makeMember(site);
    await post(slug, other);
    expect(await statesOf(other)).toEqual(['waits']);
  });

  test('is asked once by two posts at once: they make one slip', async () => {
    const member = await makeMember(site);
    await Promise.all([post(slug, member), post(slug, member)]);
    expect(await statesOf(member)).toEqual(['joined', 'waits']);
    expect(await slipsOf(member, slug)).toHaveLength(1);
  });

  test('takes at most four statements of a post', async () => {
    const [payout = ''] = await insertPayouts(site, slug, [await makeMember(site)]);
    const asked: unknown[] = [];
    await site.database.prisma.$transaction(async (tx) => {
      const counted = Object.assign(Object.create(tx) as typeof tx, {
        sql: (...statementAndValues: Parameters<typeof tx.sql>) => {
          asked.push(statementAndValues[0]);
          return tx.sql(...statementAndValues);
        },
      });
      await publishReport(counted, createSlipDeps(secretsOf(site)), payout, site.clock.now);
    });
    expect(asked).toHaveLength(4);
    expect(
      await site.database.prisma.payoutPublication.count({ where: { payoutId: payout } }),
    ).toBe(1);
  });

  test('grows by a false number of workers to fifty for an established member, no further', async () => {
    const id = await platformId(site, slug);
    const crowdWith = async (paidWorkers: number) => {
      await site.database.prisma.platform.update({ where: { slug }, data: { paidWorkers } });
      return loadCrowd(site.database.sql, id, today(site.clock.now));
    };
    const honest = await crowdWith(3_000);
    expect(honest.workers).toBe(50 * 60);
    expect(await crowdWith(1_000_000)).toEqual(honest);
    expect((await crowdWith(2_000)).workers).toBe(2_000);
    await crowdWith(3_000);
  });
});

describe('a claim', () => {
  const slug = 'microworkers';
  beforeAll(() => makeCrowd(site, slug, 60, 3_000));

  test('that waits too long becomes a slip, and another one once it is paid', async () => {
    const { id, member } = await makePayout(site, {
      slug,
      state: 'waiting',
      askedOn: today(site.clock.now),
    });
    await run();
    expect(await statesOf(member)).toEqual([]);
    await site.database.prisma.payout.update({ where: { id }, data: { expectedDays: 30 } });
    site.clock.advanceDays(45);
    await run();
    expect(await statesOf(member)).toEqual([]);
    site.clock.advanceDays(1);
    await run();
    // The day from which it counts as unpaid is drawn from a week.
    const { unpaidOn } = await site.database.prisma.payout.findUniqueOrThrow({ where: { id } });
    const drawn = unpaidOn ?? new Date(0);
    expect(drawn >= dayToDate(today(site.clock.now))).toBe(true);
    expect(drawn < dayToDate(addDays(today(site.clock.now), 7))).toBe(true);
    site.clock.now = drawn;
    await run();
    await run();
    expect(await slipsOf(member, slug)).toMatchObject([{ outcome: 'not-paid', released: false }]);
    await releaseNextMonday(member, slug);
    expect(await slipsOf(member, slug)).toMatchObject([{ outcome: 'not-paid', released: true }]);
    const answer = { answer: 'received', receivedOn: addDays(today(site.clock.now), -1) };
    const closed = await site.post(`/api/payouts/${id}/close`, answer, member.cookie);
    expect(closed.statusCode, closed.body).toBe(200);
    await expectToLeave(member, slug);
    expect(await statesOf(member)).toEqual(['held-back']);
  });

  test('received, then corrected to refused, takes its slip away long after the link was cut', async () => {
    const member = await makeMember(site);
    const id = await post(slug, member);
    await releaseNextMonday(member, slug);
    site.clock.advanceDays(28);
    await run();
    const facts = { ...PAYOUT, askedOn: addDays(today(site.clock.now), -60), outcome: 'refused' };
    const refusal = { ...facts, refusedOn: today(site.clock.now), refusal: 'no-reason' };
    const changed = await site.post(`/api/payouts/${id}`, refusal, member.cookie);
    expect(changed.statusCode, changed.body).toBe(200);
    await expectToLeave(member, slug);
    expect(await statesOf(member)).toEqual(['held-back']);
  });
});

describe('of a platform with a thousand reports a year', () => {
  const slug = 'mobeye';
  const crowdOf = async (): Promise<unknown> =>
    loadCrowd(site.database.sql, await platformId(site, slug), today(site.clock.now));
  const counted = async (): Promise<unknown> =>
    toCrowd(
      await countCrowd(site.database.sql, await platformId(site, slug), today(site.clock.now)),
    );
  const nextDay = async (): Promise<void> => {
    const id = await platformId(site, slug);
    await site.database.prisma.$transaction((tx) => recomputeAsOnNewDay(tx, id, site.clock.now));
  };

  test('the crowd is counted once a day, and a report reads no other', async () => {
    await makeCrowd(site, slug, KEPT_MIN_REPORTS, null);
    await nextDay();
    const before = await crowdOf();
    expect(before).toEqual(await counted());
    await insertPayouts(site, slug, await makeMembers(site, 20, { established: true }));
    expect(await crowdOf()).toEqual(before);
    expect(await counted()).not.toEqual(before);
    await nextDay();
    expect(await crowdOf()).toEqual(await counted());
  });

  test('two days without a computation, it is counted anew', async () => {
    await insertPayouts(site, slug, await makeMembers(site, 20, { established: true }));
    expect(await crowdOf()).not.toEqual(await counted());
    await site.database.sql('UPDATE platform_summary SET computed_on = computed_on - 2');
    expect(await crowdOf()).toEqual(await counted());
  });
});
