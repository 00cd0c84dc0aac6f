import { beforeAll, expect, test } from 'vitest';
import { createRandom } from '#demo/random.ts';
import {
  loadEvidenceCounts,
  loadSlipFigures,
} from '#server/evidence/standings/load-evidence-counts.ts';
import { loadRatingFigures } from '#server/evidence/standings/load-rating-figures.ts';
import { rowsSql } from '#server/portability/dump/write-tables.ts';
import { DUMPED_TABLES } from '#server/public-schema/all-tables.ts';
import { col, statement } from '#server/database/sql.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import { checkPlatformFigures } from '#shared/portability/verifier/check-platform-figures.ts';
import { readSlips, type SlipsByPlatform } from '#shared/portability/verifier/check-weeks.ts';
import type { Fault } from '#shared/portability/verifier/faults.ts';
import type { DumpRow } from '#shared/portability/verifier/read-dump.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { insertPartialRows, type PartialRow } from './rows-without-constraints.ts';

/**
 * The site counts reviews, proofs, incidents and slips in SQL, the verifier in the rows of a dump. Both
 * say the same over rows drawn by a seed, of every mixture of what makes a row count or not.
 */

const SEED = 20261129;
const PLATFORMS = Array.from({ length: 12 }, (_, nth) => `figures${nth}`);
const FILES = ['platforms', 'reviews', 'payouts', 'pictures', 'incidents', 'slips'];

let site: TestApp;
let rows: PartialRow[];
beforeAll(async () => {
  site = await createTestApp();
  rows = drawRows(today(site.clock.now));
  await insertPartialRows(site, rows);
});

function drawRows(now: string): PartialRow[] {
  const random = createRandom(SEED);
  const monday = (): string => addDays(mondayOf(now), -7 * random.int(0, 80));
  const drawn: PartialRow[] = [];
  const add = (table: string, columns: PartialRow['columns']) => drawn.push({ table, columns });
  for (const platform_id of PLATFORMS) {
    add('platform', { id: platform_id, slug: platform_id, name: platform_id, methods: '{}' });
    for (const [kind, ended_on, lifted_on] of [
      ['a', null, null],
      ['b', now, null],
      ['c', null, now],
    ])
      add('finding', {
        id: `${kind}-${platform_id}`,
        platform_id,
        kind: 'burst',
        ended_on,
        lifted_on,
      });
  }
  const author = (platform_id: string, id: string): string => {
    add('author', {
      id,
      platform_id,
      signed_key: id,
      frozen_established: random.chance(0.5),
      frozen_voice: random.chance(0.3) ? `voice${random.int(0, 2)}` : null,
    });
    for (const kind of ['a', 'b', 'c'])
      if (random.chance(0.2))
        add('finding_suspect', { finding_id: `${kind}-${platform_id}`, author_id: id });
    return id;
  };
  const content = (nth: number) => ({
    solicited: random.chance(0.2),
    signed: random.chance(0.3),
    hidden_by: random.chance(0.2) ? `decision${nth}` : null,
    shown_from: random.chance(0.8) ? monday() : null,
    published_on: now,
  });
  for (let nth = 0; nth < 300; nth += 1) {
    // The last platform has no row.
    const platform_id = random.pick(PLATFORMS.slice(0, -1));
    const marks = recordFrom(PLATFORM_REVIEW_CRITERIA, () => random.int(1, 5));
    const author_id = author(platform_id, `reviewer${nth}`);
    add('review', {
      id: `review${nth}`,
      platform_id,
      author_id,
      ...marks,
      experienced_month: '2026-09',
      ...content(nth),
    });
  }
  for (let nth = 0; nth < 300; nth += 1) {
    const platform_id = random.pick(PLATFORMS.slice(0, -1));
    add('incident', {
      id: `incident${nth}`,
      platform_id,
      author_id: author(platform_id, `witness${nth}`),
      kind: random.pick(['account-closed', 'account-suspended', 'balance-stuck', 'posts-bought']),
      reason: random.pick(['none', 'given', 'unknown']),
      shows_reason: random.chance(0.5),
      happened_month: '2026-09',
      ...content(nth),
    });
  }
  for (let nth = 0; nth < 300; nth += 1) {
    const platform_id = random.pick(PLATFORMS.slice(0, -1));
    const id = `payout${nth}`;
    add('payout', {
      id,
      platform_id,
      author_id: author(platform_id, `payee${nth}`),
      state: 'received',
      asked_month: '2026-09',
      ...content(nth),
    });
    if (random.chance(0.6))
      add('screenshot', { id: `screen${nth}`, payout_id: id, key: `key${nth}` });
  }
  for (let nth = 0; nth < 600; nth += 1) {
    const isPaid = random.chance(0.8);
    const detail = isPaid ? random.pick(['delay', 'amount', null]) : null;
    add('slip', {
      id: `slip${nth}`,
      platform_id: random.pick(PLATFORMS.slice(0, -1)),
      monday: monday(),
      outcome: isPaid ? 'paid' : 'not-paid',
      detail,
      detail_class: detail === null ? null : random.int(0, detail === 'delay' ? 4 : 3),
      solicited: random.chance(0.1),
      established: random.chance(0.6),
      released: random.chance(0.8),
    });
  }
  return drawn;
}

/** What the site computes of a platform by its queries, as its row in a dump. */
async function figuresOf(platform: string): Promise<DumpRow> {
  const { prisma, sql } = site.database;
  const day = today(site.clock.now);
  const slips = await loadSlipFigures(sql, platform, day);
  const ratings = await prisma.$transaction((tx) => loadRatingFigures(tx, platform, day));
  const { prior, ...unrated } = ratings;
  return {
    platform,
    state: null,
    stateSince: null,
    standing: { state: null, since: null },
    mean: slips.standing?.mean ?? null,
    payouts: slips.paid + slips.notPaid,
    medianDelayDays: slips.medianDelayDays,
    rating: ratings.overall,
    evidence: { slips, ...(await loadEvidenceCounts(sql, platform)) },
    // As in a dump: nothing follows from means that no review moves.
    ratings: ratings.count === 0 ? unrated : { ...unrated, prior },
    computedOn: day,
  };
}

/** What the verifier finds in the rows of a dump and these figures. */
async function verify(figures: readonly DumpRow[]): Promise<readonly Fault[]> {
  const slips: SlipsByPlatform = new Map();
  const counts = { compared: 0, stale: 0, withdrawn: 0, formerRule: 0, late: 0 };
  const checks = [readSlips(slips), checkPlatformFigures(new Set(), slips, counts)];
  for (const file of FILES) {
    const table = DUMPED_TABLES.find(({ name }) => name === file);
    if (table === undefined) throw new Error(`${file} is no file of a dump`);
    const sql = `SELECT line FROM (${rowsSql(table, site.clock.now)}) dumped`;
    for (const { line } of await site.database.sql(statement({ line: col.text }, sql))) {
      const row = JSON.parse(line) as DumpRow;
      if (file === 'platforms' && !PLATFORMS.includes(String(row['id']))) continue;
      for (const check of checks) check.reads[file]?.(row);
    }
  }
  for (const row of figures) for (const check of checks) check.reads['platform-figures']?.(row);
  const faults = await Promise.all(checks.map((check) => check.faults()));
  expect(counts.compared).toBe(PLATFORMS.length);
  return faults.flat();
}

test(`SQL counts and rates as the verifier does, over rows of seed ${SEED}`, async () => {
  const figures = await Promise.all(PLATFORMS.map(figuresOf));
  expect(await verify(figures)).toEqual([]);
  // Enough of each kind counts, and enough does not.
  const sums = new Map<string, number>();
  for (const { evidence, ratings } of figures as { evidence: object; ratings: object }[])
    for (const [name, value] of Object.entries({
      ...evidence,
      reviews: Reflect.get(ratings, 'count'),
    }))
      if (typeof value === 'number') sums.set(name, (sums.get(name) ?? 0) + value);
  for (const [name, most] of Object.entries({
    reviews: 300,
    proofs: 180,
    incidents: 300,
    accountsClosed: 100,
    accountsClosedWithoutReason: 40,
  })) {
    expect(sums.get(name), name).toBeGreaterThan(3);
    expect(sums.get(name), name).toBeLessThan(most);
  }
});

const SHOWN = 'NOT solicited AND hidden_by IS NULL AND shown_from IS NOT NULL';
const UNSUSPECTED = 'author_id NOT IN (SELECT author_id FROM suspect_author)';
const ALONE = 'author_id IN (SELECT id FROM author WHERE frozen_voice IS NULL)';

test('of accounts that count as one voice one review counts, and all where a decision says so', async () => {
  const { sql } = site.database;
  const counted = async (): Promise<number> => {
    const figures = await Promise.all(PLATFORMS.map(figuresOf));
    expect(await verify(figures)).toEqual([]);
    return figures.reduce(
      (sum, { ratings }) => sum + Number(Reflect.get(ratings ?? {}, 'count')),
      0,
    );
  };
  const [{ rows: all, voices } = { rows: 0, voices: 0 }] = await sql(
    statement(
      { rows: col.int, voices: col.int },
      `SELECT count(*)::int AS rows,
              count(DISTINCT (r.platform_id, r.signed, COALESCE(a.frozen_voice, a.id)))::int AS voices
         FROM review r JOIN author a ON a.id = r.author_id WHERE ${SHOWN} AND ${UNSUSPECTED}`,
    ),
  );
  expect(voices).toBeLessThan(all);
  expect(await counted()).toBe(voices);
  await sql(`INSERT INTO finding (id, platform_id, kind, direction, numbers, found_on, lifted_on)
    SELECT 'lockstep-' || id, id, 'lockstep', 'praise', '{}', now(), now() FROM platform`);
  expect(await counted()).toBe(all);
  await sql(`DELETE FROM finding WHERE kind = 'lockstep'`);
});

test.each([
  ['review', 'ratings', `${SHOWN} AND ${UNSUSPECTED} AND ${ALONE}`],
  ['incident', 'evidence.incidents', `${SHOWN} AND kind <> 'posts-bought'`],
  ['payout', 'evidence.proofs', `${SHOWN} AND id IN (SELECT payout_id FROM screenshot)`],
  ['slip', 'evidence.slips', `NOT solicited AND released AND monday > '2026-06-01'`],
])(
  'a %s that counts no more moves the figures of its platform alone',
  async (table, moved, counts) => {
    const { sql } = site.database;
    const figures = await Promise.all(PLATFORMS.map(figuresOf));
    const [picked] = await sql(
      statement(
        { id: col.text, platform: col.text },
        `SELECT id, platform_id AS platform FROM ${table}
        WHERE id LIKE '${table}%' AND ${counts} ORDER BY id LIMIT 1`,
      ),
    );
    await sql(`UPDATE ${table} SET solicited = true WHERE id = $1`, [picked?.id]);
    const faults = await verify(figures);
    await sql(`UPDATE ${table} SET solicited = false WHERE id = $1`, [picked?.id]);
    const figuresAtFault = faults.filter(({ name }) => name?.startsWith('platform-figures/'));
    expect(figuresAtFault.map(({ name }) => name)).toEqual([
      `platform-figures/${picked?.platform}`,
    ]);
    expect(figuresAtFault[0]?.detail).toContain(moved);
  },
);
