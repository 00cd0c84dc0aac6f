import { beforeAll, describe, expect, test } from 'vitest';
import { grantRole, revokeRole } from '#server/governance/moderators/grant-role.ts';
import { insertEntries } from '#server/transparency-log/append-entries.ts';
import { findOrCreateHandle } from '#server/identity/roles/decision-maker-handles.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import {
  advanceClockHours,
  appealAs,
  castVoteAs,
  drawJuryAfterHour,
  findAskedJurors,
  findJuryOfCase,
  makeEstablishedCommunity,
  makeHiddenSubject,
  runMinuteJobs,
  type DecidedCase,
} from '#tests/api/governance/juries.testing.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** The operator changes by SQL who moderates, and what was decided; a stranger finds it in the next dump. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site, 20);
});

/** The contested post was not posted by an act of the site. */
const ABOUT = /(?:role|case|jury|appeal|decision)\//;
async function faults(of = site): Promise<string[]> {
  const { faults: found } = await verifyDump(await dumpOf(of));
  return found
    .filter((fault) => ABOUT.test(fault))
    .map((fault) => fault.replace(/leaf \d+/, 'leaf'));
}

/** What the verifier finds after a statement of the operator, which is taken back. */
async function faultsAfter(table: string, where: string, change: string): Promise<string[]> {
  await asOwner(`CREATE TABLE kept AS SELECT * FROM ${table} WHERE ${where}`, change);
  const found = await faults();
  await asOwner(
    `DELETE FROM ${table} WHERE id IN (SELECT id FROM kept)`,
    `INSERT INTO ${table} SELECT * FROM kept`,
    'DROP TABLE kept',
  );
  expect(await faults()).toEqual([]);
  return found;
}

/** As who owns the machine, whom no trigger stops. */
async function asOwner(...statements: readonly string[]): Promise<void> {
  await site.database.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    for (const one of statements) await tx.$executeRawUnsafe(one);
  });
}

const grant = (pseudonym: string): Promise<unknown> =>
  site.database.prisma.$transaction((tx) => grantRole(tx, pseudonym, 'moderator', site.clock.now));

describe('roles', () => {
  let id: string;
  let memberId: string;
  beforeAll(async () => {
    const member = await makeMember(site);
    memberId = member.id;
    await grant(member.pseudonym);
    ({ id } = await site.database.prisma.roleGrant.findFirstOrThrow({ where: { memberId } }));
  });

  test.each([
    ['ended without an act', `ended_on = granted_on`],
    ['prolonged', `ends_on = ends_on + 400`],
    ['given to another', `handle = 'M-OTHER'`],
    ['made another', `role = 'king'`],
    ['backdated', `granted_on = granted_on - 100`],
  ])('one that is %s is named', async (_, change) => {
    const where = `id = '${id}'`;
    expect(
      await faultsAfter('role_grant', where, `UPDATE role_grant SET ${change} WHERE ${where}`),
    ).toContain(`changed without an entry: role/${id}`);
  });

  test('one that is removed is named', async () => {
    const where = `id = '${id}'`;
    expect(await faultsAfter('role_grant', where, `DELETE FROM role_grant WHERE ${where}`)).toEqual(
      [`removed without an entry: role/${id} (leaf, term-begun)`],
    );
  });

  test('a term that is forgotten with the account is missed by nobody', async () => {
    const leaver = await makeRealMember(site, 'Modératrice partie');
    await grant(leaver.pseudonym);
    await site.post('/api/me/delete', { password: PASSWORD }, leaver.cookie);
    expect(await faults()).toEqual([]);
  });

  test('one that an act ended, or renewed, is as it was granted and ended', async () => {
    const { pseudonym } = await makeMember(site);
    await grant(pseudonym);
    site.clock.advanceDays(40);
    await grant(pseudonym);
    site.clock.advanceDays(40);
    await site.database.prisma.$transaction((tx) =>
      revokeRole(tx, pseudonym, 'moderator', site.clock.now),
    );
    expect(await faults()).toEqual([]);
  });

  test('a moderator whom no act granted her role is named, though the site states what it finds', async () => {
    const other = await createTestApp();
    const day = other.clock.now;
    const { id: member } = await makeMember(other);
    const smuggle = async (name: string): Promise<void> => {
      const handle = await findOrCreateHandle(other.database.prisma, member, 'moderator');
      await other.database.prisma.roleGrant.create({
        data: {
          id: name,
          memberId: member,
          role: 'moderator',
          handle,
          grantedOn: day,
          endsOn: day,
        },
      });
    };
    // As versions recorded it that had no terms yet.
    const former = { kind: 'role-granted', subject: 'role/moderator', content: null };
    await other.database.prisma.$transaction((tx) => insertEntries(tx, day, [former]));
    await smuggle('granted-before');
    expect(await faults(other)).toEqual([]);
    await smuggle('smuggled');
    expect(await faults(other)).toEqual([
      'not as it was decided: role/granted-before (grantedOn)',
      'not as it was decided: role/smuggled (grantedOn)',
    ]);
  });
});

describe('cases, appeals and juries', () => {
  let made: DecidedCase;
  let jury: string;
  let appeal: string;
  beforeAll(async () => {
    made = await makeHiddenSubject(site);
    await appealAs(site, made.decision, made.author);
    jury = await findJuryOfCase(site, made.caseId);
    await drawJuryAfterHour(site, jury);
    for (const juror of await findAskedJurors(site, jury)) await castVoteAs(site, jury, juror);
    await runMinuteJobs(site);
    advanceClockHours(site, 30);
    const where = { caseId: made.caseId };
    ({ id: appeal } = await site.database.prisma.appeal.findFirstOrThrow({ where }));
  });

  test('that nobody touched are as they were decided', async () => {
    expect(await faults()).toEqual([]);
  });

  test('a jury that is left out is named', async () => {
    const where = `id = '${jury}'`;
    expect(await faultsAfter('jury', where, `DELETE FROM jury WHERE ${where}`)).toEqual([
      expect.stringContaining(`removed without an entry: jury/${jury} (leaf, `),
    ]);
  });

  test('an appeal that is left out is named, and one that is said to be open again', async () => {
    const where = `id = '${appeal}'`;
    for (const change of [
      `DELETE FROM appeal WHERE ${where}`,
      `UPDATE appeal SET state = 'open' WHERE ${where}`,
    ]) {
      expect(await faultsAfter('appeal', where, change)).toEqual([
        expect.stringContaining(`removed without an entry: appeal/${appeal} (leaf, `),
      ]);
    }
  });

  test('an appeal that no jury decided and that is made again is missed by nobody', async () => {
    const other = await makeHiddenSubject(site);
    await appealAs(site, other.decision, other.author);
    await drawJuryAfterHour(site, await findJuryOfCase(site, other.caseId));
    for (let day = 0; day < 40; day += 1) {
      advanceClockHours(site, 24);
      await runMinuteJobs(site);
    }
    const where = { caseId: other.caseId };
    const { state } = await site.database.prisma.appeal.findFirstOrThrow({ where });
    expect(state).toBe('undecided');
    expect(await faults()).toEqual([]);
    const again = await appealAs(site, other.decision, other.author);
    expect(again.statusCode, again.body).toBe(201);
    expect(await faults()).toEqual([]);
  });

  test.each([
    ['the day of an appeal', 'appeal', 'appealed_at', () => appeal],
    ['the day on which it ended', 'appeal', 'ended_at', () => appeal],
    ['when a jury was called', 'jury', 'called_at', () => jury],
    ['when it was drawn', 'jury', 'drawn_at', () => jury],
    ['until when it could vote', 'jury', 'ends_at', () => jury],
    ['when it ended', 'jury', 'ended_at', () => jury],
    ['when a case was opened', 'moderation_case', 'opened_at', () => made.caseId],
    ['when it was closed', 'moderation_case', 'closed_at', () => made.caseId],
  ])('%s is named where it was changed', async (_, table, column, idOf) => {
    const where = `id = '${idOf()}'`;
    const change = `UPDATE ${table} SET ${column} = ${column} - interval '2 days' WHERE ${where}`;
    const name = table === 'moderation_case' ? 'case' : table;
    expect(await faultsAfter(table, where, change)).toContain(
      `changed without an entry: ${name}/${idOf()}`,
    );
  });

  test('a month that no act is of is named, though the row was changed before it was stated', async () => {
    const rows = [
      ['moderation_case', made.caseId, 'case', 'opened_at', 'openedOn'],
      ['appeal', appeal, 'appeal', 'appealed_at', 'appealedOn'],
      ['appeal', appeal, 'appeal', 'ended_at', 'endedOn'],
      ['jury', jury, 'jury', 'called_at', 'calledAt'],
      ['jury', jury, 'jury', 'ended_at', 'endedAt'],
    ] as const;
    for (const [table, id, kind, column, name] of rows) {
      const where = `id = '${id}'`;
      const change = `UPDATE ${table} SET ${column} = ${column} - interval '70 days' WHERE ${where}`;
      expect(await faultsAfter(table, where, change)).toContain(
        `not as it was decided: ${kind}/${id} (${name})`,
      );
    }
  });

  test('what a case came from is named where it was changed, and one that is open again', async () => {
    const where = `id = '${made.caseId}'`;
    for (const change of [`origin = 'own-initiative'`, `closed_at = NULL`]) {
      const sql = `UPDATE moderation_case SET ${change} WHERE ${where}`;
      expect(await faultsAfter('moderation_case', where, sql)).toContain(
        `changed without an entry: case/${made.caseId}`,
      );
    }
  });
});
