import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { grantRole } from '#server/governance/moderators/grant-role.ts';
import { col, statement } from '#server/database/sql.ts';
import { TABLE_DECLARATIONS } from '#server/public-schema/all-tables.ts';
import { dateToDay, dayToDate, type Db } from '#server/database/db.ts';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import { commitsTo, insertEntries } from '#server/transparency-log/append-entries.ts';
import { commitmentOf } from '#shared/transparency-log/commitments.ts';
import { entryKindsCommittingTo } from '#shared/transparency-log/entry-kinds.ts';
import { today } from '#shared/core/days.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import type { TestMember } from '#tests/support/factories.ts';
import { backUpMembers, findLinks, type Link } from '#tests/support/old-backup-thief.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { makeEstablishedCommunity } from '#tests/api/governance/juries.testing.ts';
import { doEverything, holdJury } from './every-act.testing.ts';

/**
 * A thief has an old backup of members and the database of today; the keys, which are kept apart, he
 * has not. Once a member has deleted her account, no row of today must lead him to her: neither by
 * what it says nor by trying what the backup says of her against it.
 */

let site: TestApp;
let leaver: TestMember;
let stayer: TestMember;
let formerRole: Grant;
let backup: Awaited<ReturnType<typeof backUpMembers>>;

beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site);
  leaver = await makeRealMember(site, 'Xylophage Zélée');
  stayer = await makeRealMember(site, 'Kumquat Zébré');
  for (const { id, pseudonym } of [leaver, stayer]) {
    await site.database.prisma.member.update({
      where: { id },
      data: { establishedOn: dayToDate(today(site.clock.now)) },
    });
    await site.database.prisma.$transaction(async (tx) => {
      await grantRole(tx, pseudonym, 'moderator', site.clock.now);
      await recordAsBefore(tx, id);
    });
  }
  backup = await backUpMembers(site, leaver.id);
  const held = { where: { memberId: leaver.id } };
  formerRole = await site.database.prisma.roleGrant.findFirstOrThrow(held);
  for (const member of [leaver, stayer]) await doEverything(site, member);
  await holdJury(site);
  await sequence(site);
});

type Grant = Awaited<ReturnType<Db['roleGrant']['findFirstOrThrow']>>;

/** What versions before December 2026 recorded of a grant, under the name of its role. */
const formerContentOf = ({ handle, role, endsOn }: Grant): object => ({
  handle,
  role,
  endsOn: dateToDay(endsOn),
});

async function recordAsBefore(tx: Db, memberId: string): Promise<void> {
  const content = formerContentOf(await tx.roleGrant.findFirstOrThrow({ where: { memberId } }));
  const entry = { kind: 'role-granted', subject: 'role/moderator', content };
  await insertEntries(tx, site.clock.now, [entry]);
}

const tablesOf = (links: readonly Link[]): string[] => [
  ...new Set(links.map(({ table }) => table)),
];

test('he finds her in many tables while she is there, so his method works', async () => {
  const found = tablesOf(await findLinks(site, backup));
  expect(found).toEqual(expect.arrayContaining(['author', 'flag', 'forum_post', 'member']));
});

/** What jobs, or two people, write about a member. */
const NOT_BY_HERSELF = ['finding_suspect', 'decision'];

test('she left something in each table of which her own data lists rows', async () => {
  const { sql } = site.database;
  const empty: string[] = [];
  for (const [table, { own }] of Object.entries(TABLE_DECLARATIONS)) {
    if (own === undefined || !('by' in own) || NOT_BY_HERSELF.includes(table)) continue;
    const [row, join] =
      own.by === 'author' ? ['a', 'JOIN author a ON a.id = t.author_id'] : ['t', ''];
    const count = statement(
      { rows: col.int },
      `SELECT count(*)::int AS rows FROM ${table} t ${join} WHERE ${row}.member_id = $1`,
    );
    if ((await sql(count, [leaver.id]))[0]?.rows === 0) empty.push(table);
  }
  expect(empty.map((table) => `doEverything leaves no row in "${table}"`)).toEqual([]);
});

test('he opens a commitment that is salted but not keyed, so his method works', async () => {
  const salt = randomBytes(16).toString('hex');
  const actor = createHash('sha256').update(`${salt}"${leaver.id}"`).digest('hex');
  await site.database.sql('CREATE TABLE plain_act (salt text, actor text)');
  await site.database.sql(`INSERT INTO plain_act VALUES ('${salt}', '${actor}')`);
  expect(tablesOf(await findLinks(site, backup))).toContain('plain_act');
  await site.database.sql('DROP TABLE plain_act');
});

describe('once she has deleted her account', () => {
  beforeAll(async () => {
    const left = await site.post('/api/me/delete', { password: PASSWORD }, leaver.cookie);
    expect(left.statusCode, left.body).toBe(200);
  });

  test('he links nothing to her', async () => {
    expect(await findLinks(site, backup)).toEqual([]);
  });

  test('what the record says of her role cannot be opened with a backup of roles', async () => {
    const { prisma } = site.database;
    const begun = await prisma.recordEntry.findMany({
      where: { subject: `role/${formerRole.id}`, kind: 'term-begun' },
    });
    expect(begun.map(({ salt }) => salt)).toEqual([null]);
    const acts = await prisma.recordEntry.findMany({
      where: { subject: 'role/moderator', kind: 'role-granted' },
    });
    const opened = acts.filter(
      ({ salt, commitment }) =>
        commitmentOf(salt ?? '', formerContentOf(formerRole)) === commitment,
    );
    expect(opened).toEqual([]);
    expect(acts.map(({ salt }) => salt === null).toSorted()).toEqual([false, true]);
  });

  test('salts that are left open what everybody reads of a thing, and nothing else of it', async () => {
    const { prisma } = site.database;
    const kinds = new Set<string>(entryKindsCommittingTo('content'));
    const entries = await prisma.recordEntry.findMany({ orderBy: { id: 'asc' } });
    const last = new Map(
      entries.filter(({ kind }) => kinds.has(kind)).map((entry) => [entry.subject, entry]),
    );
    const contents = await prisma.$transaction((tx) => loadCommittedContents(tx, [...last.keys()]));
    const others = [...last.values()].filter(
      (entry) => entry.salt !== null && !commitsTo(entry, contents.get(entry.subject)),
    );
    expect(others.map(({ kind, subject }) => `${kind} of ${subject}`)).toEqual([]);
  });

  test('no entry commits to who acted', async () => {
    const committed = { where: { NOT: { actor: null } } };
    expect(await site.database.prisma.recordEntry.count(committed)).toBe(0);
  });

  test('the record opens for no member who acted, whether she left or not', async () => {
    const stays = await backUpMembers(site, stayer.id);
    const links = await findLinks(site, [...backup, ...stays]);
    expect(links.filter(({ table }) => table === 'record_entry')).toEqual([]);
  });
});
