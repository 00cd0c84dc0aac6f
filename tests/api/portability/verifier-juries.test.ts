import { beforeAll, expect, test } from 'vitest';
import { COMMITTED_TABLES } from '#server/portability/dump/committed-tables.ts';
import { DUMPED_TABLES } from '#server/public-schema/all-tables.ts';
import {
  advanceClockHours,
  castVoteAs,
  drawJuryAfterHour,
  findAskedJurors,
  giveNonceAs,
  makeEstablishedCommunity,
  makeHiddenSubject,
  makeWaitingJury,
  PARTY_WORDS,
  runMinuteJobs,
} from '#tests/api/governance/juries.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

let site: TestApp;
let jury: string;
let caseId: string;
let appeal: string;

/** A jury that was drawn, and has decided. */
beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site, 20);
  const made = await makeWaitingJury(site);
  ({ jury, caseId } = made);
  await giveNonceAs(site, jury, made.author, { words: PARTY_WORDS });
  await drawJuryAfterHour(site, jury);
  for (const juror of await findAskedJurors(site, jury)) await castVoteAs(site, jury, juror);
  await runMinuteJobs(site);
  advanceClockHours(site, 30);
  const where = { caseId };
  ({ id: appeal } = await site.database.prisma.appeal.findFirstOrThrow({ where }));
  await makeHiddenSubject(site);
});

test('a jury that nobody touched is drawn again as it was', async () => {
  const { state } = await site.database.prisma.jury.findUniqueOrThrow({ where: { id: jury } });
  expect(state).toBe('decided');
  expect(await findAboutJuries(await dumpOf(site))).toEqual([]);
});

const OTHER_CASE = '(SELECT d.case_id FROM decision d WHERE d.case_id <> appeal.case_id LIMIT 1)';

test.each([
  ['the number of seats', 'jury', 'seats', 'seats + 2', 'jury-called'],
  ['the hour of the draw', 'jury', 'draw_hour', `draw_hour + interval '1 hour'`, 'jury-called'],
  ['a friend more in the pool', 'jury', 'pool', `pool || '["friend"]'`, 'pool'],
  ['the hash of the pool', 'jury', 'pool_hash', `repeat('0', 64)`, 'jury-called, pool, seed'],
  ['what the site had promised', 'jury', 'site_commitment', `repeat('0', 64)`, 'jury-called, site'],
  ['the nonce of the site', 'jury', 'site_nonce', `repeat('0', 64)`, 'site, seed'],
  ['the checkpoint', 'jury', 'checkpoint', `repeat('0', 64)`, 'jury-drawn, seed'],
  ['its size', 'jury', 'checkpoint_size', 'checkpoint_size + 1', 'jury-drawn, seed'],
  ['the words of a party', 'jury_nonce', 'words', `'autre chose'`, 'words, seed'],
  ['the seed', 'jury', 'seed', `repeat('0', 64)`, 'jury-drawn, seed'],
  ['the order of the draw', 'juror', 'drawn', `repeat('0', 32)`, 'order'],
  ['how it voted', 'juror', 'reason', `'Tout va bien.'`, 'jury-decided'],
  ['the decision', 'jury', 'decision_id', 'NULL', 'jury-decided'],
  ['how it ended', 'jury', 'state', `'failed'`, 'jury-failed'],
  ['the decision appealed against', 'appeal', 'decision_id', `'x'`, 'appeal-made, appeal-ended'],
  ['the case of an appeal', 'appeal', 'case_id', OTHER_CASE, 'appeal-made, appeal-ended'],
  ['who appealed', 'appeal', 'role', `'flagger'`, 'appeal-made'],
  ['what came of an appeal', 'appeal', 'state', `'undecided'`, 'appeal-ended'],
] as const)('%s is named where it was changed', async (_, table, column, value, detail) => {
  const where = {
    appeal: `case_id = '${caseId}'`,
    jury: `id = '${jury}'`,
    jury_nonce: `jury_id = '${jury}'`,
    juror: `jury_id = '${jury}' AND state = 'voted'`,
  }[table];
  await asOwner(
    `CREATE TABLE kept_jury AS SELECT ctid AS row, ${column} AS was FROM ${table} WHERE ${where}`,
    `ALTER TABLE kept_jury ADD id int GENERATED ALWAYS AS IDENTITY`,
    `ALTER TABLE ${table} ADD flipped int`,
    `UPDATE ${table} SET flipped = k.id FROM kept_jury k WHERE ${table}.ctid = k.row`,
    `UPDATE ${table} SET ${column} = ${value} WHERE flipped = 1`,
  );
  const faults = await findAboutJuries(await dumpOf(site));
  await asOwner(
    `UPDATE ${table} SET ${column} = k.was FROM kept_jury k WHERE flipped = k.id`,
    `ALTER TABLE ${table} DROP COLUMN flipped`,
    'DROP TABLE kept_jury',
  );
  const name = table === 'appeal' ? `appeal/${appeal}` : `jury/${jury}`;
  // Another pool or seed may draw the same first names.
  const told = faults.map((fault) => fault.replace(', order)', ')'));
  expect(told).toContain(`not as it was decided: ${name} (${detail})`);
});

test('every column of juries and appeals is committed to', () => {
  const of = ['juries', 'appeals'];
  const columns = DUMPED_TABLES.filter(({ name }) => of.includes(name)).flatMap((table) =>
    Object.keys(table.columns).map((column) => `${table.name}.${column}`),
  );
  const committed = COMMITTED_TABLES.filter(({ file }) => of.includes(file)).flatMap((table) =>
    Object.values(table.columns).flatMap((names = []) =>
      names.map((name) => `${table.file}.${name}`),
    ),
  );
  expect(committed.toSorted()).toEqual(columns.toSorted());
});

/** The faults of juries and appeals; the post that was contested was not posted by an act of the site. */
async function findAboutJuries(folder: string): Promise<string[]> {
  const { faults } = await verifyDump(folder);
  return faults.filter((fault) => /(?:jury|appeal|case)\//.test(fault));
}

/** As who owns the machine, whom no trigger stops. */
async function asOwner(...statements: readonly string[]): Promise<void> {
  await site.database.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    for (const one of statements) await tx.$executeRawUnsafe(one);
  });
}
