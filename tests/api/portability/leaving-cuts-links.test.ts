import { FLAGGABLE_CONTENT_ENTRIES } from '#server/public-schema/flaggable-subjects.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { dayToDate } from '#server/database/db.ts';
import { keyedHash } from '#server/core/secrets.ts';
import { reservedPseudonymKey } from '#server/identity/accounts/reserved-pseudonyms.ts';
import { grantRole } from '#server/governance/moderators/grant-role.ts';
import { slipOwner, slipOwnerKey } from '#server/evidence/publication/load-report.ts';
import { foldName } from '#shared/core/text.ts';
import { today } from '#shared/core/days.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeCrowd } from '#tests/support/crowds.ts';
import { makePayout, type TestMember, showAllPosts } from '#tests/support/factories.ts';
import {
  findAgain,
  findPieces,
  joinPieces,
  linkToBackup,
  takeSnapshot,
  valuesOfHers,
  type Piece,
  type Snapshot,
} from '#tests/support/leaving-thief.ts';
import { makeEstablishedCommunity } from '#tests/api/governance/juries.testing.ts';
import { secretsOf, slipDesk } from '#tests/api/evidence/publication.testing.ts';
import { doEverything } from './every-act.testing.ts';

/**
 * A thief has a backup from before a member left, and the whole database of today. From today's he
 * learns nothing of her that the backup does not say: what she posted since is nobody's, and no two
 * pieces of hers are joined.
 */

let site: TestApp;
let leaver: TestMember;
const NAME = 'Xylophage Zélée';
const CROWDED = 'clixsense';
const SECOND = { review: 'clickworker', incident: 'clickworker', task: 'roamler' };
const desk = slipDesk(() => site);

let known: ReadonlyMap<string, ReadonlySet<string>>;
let keyed: ReadonlyMap<string, ReadonlySet<string>>;
let backup: Snapshot;
let before: Piece[];
let since: Piece[];
let now: Snapshot;

async function makeActiveMember(pseudonym: string): Promise<TestMember> {
  const member = await makeRealMember(site, pseudonym);
  await site.database.prisma.member.update({
    where: { id: member.id },
    data: { establishedOn: dayToDate(today(site.clock.now)) },
  });
  await site.database.prisma.$transaction((tx) =>
    grantRole(tx, pseudonym, 'moderator', site.clock.now),
  );
  return member;
}

/** All that members do, payouts of each fate included. */
async function act(members: readonly TestMember[], where?: typeof SECOND): Promise<void> {
  for (const member of members) {
    await doEverything(site, member, where);
    await showAllPosts(site);
    await desk.post(CROWDED, member);
    await desk.post(CROWDED, member, { expected: '31' });
    for (const slug of ['clickworker', 'roamler']) {
      await makePayout(site, { member, slug, screenshot: true });
      await makePayout(site, { member, slug, screenshot: true, shownFrom: null });
    }
    await makePayout(site, { member, slug: 'bpeek', state: 'waiting' });
  }
}

async function leave({ cookie }: TestMember): Promise<void> {
  const left = await site.post('/api/me/delete', { password: PASSWORD }, cookie);
  expect(left.statusCode, left.body).toBe(200);
}

/** What the site's secret adds to a backup: tags and hashes that are computed from it. */
async function computeKeyed(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const secrets = secretsOf(site);
  const salt = await desk.saltOf(leaver);
  const platforms = await site.database.prisma.platform.findMany({ select: { id: true } });
  return new Map([
    ...platforms.map(({ id }): [string, Set<string>] => [
      slipOwner(slipOwnerKey(secrets), salt, id),
      new Set(['owner tag of her salt']),
    ]),
    [keyedHash(reservedPseudonymKey(secrets), foldName(NAME)), new Set(['her pseudonym, hashed'])],
  ]);
}

beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site);
  await makeCrowd(site, CROWDED, 60, 3_000);
  leaver = await makeActiveMember(NAME);
  const stayer = await makeActiveMember('Kumquat Zébré');
  const earlier = await makeActiveMember('Ancienne Zostère');
  await act([earlier, leaver, stayer]);
  await leave(earlier);
  await desk.releaseNextMonday(leaver, CROWDED);
  backup = await takeSnapshot(site);
  known = valuesOfHers(backup, leaver.id);
  keyed = await computeKeyed();
  before = findPieces(backup, leaver.id);

  await act([leaver, stayer], SECOND);
  const last = await takeSnapshot(site);
  const old = new Set(before.map(({ key }) => key));
  since = findPieces(last, leaver.id).filter(({ key }) => !old.has(key));
});

/** What everybody sees to be one author's: `docs/threat-model.md`, "Leaving". */
const PUBLIC_JOINS = [{ column: 'decision_hand.handle', tables: ['decision_hand'] }];

function linksOf(pieces: readonly Piece[]): string[] {
  const links = linkToBackup(
    pieces.flatMap(({ rows }) => rows),
    new Map([...known, ...keyed]),
  );
  return [...links.keys()].toSorted();
}

function joinsOf(pieces: readonly Piece[]): string[] {
  return [...joinPieces(now, pieces, PUBLIC_JOINS).keys()].toSorted();
}

describe('while she is there', () => {
  beforeAll(async () => {
    now = await takeSnapshot(site);
  });

  test('his method leads to what she posted since, and joins it', () => {
    expect(since.length).toBeGreaterThan(30);
    const links = linksOf(findAgain(now, since));
    expect(links).toEqual(
      expect.arrayContaining([
        'member.id → author.member_id',
        'member.id → forum_post.member_id',
        'author.id → payout.author_id',
        'author.id → review.author_id',
      ]),
    );
    expect(links.length).toBeGreaterThan(40);
    expect(joinsOf(findAgain(now, [...before, ...since])).length).toBeGreaterThan(40);
  });

  test('with the key he finds all slips of hers', () => {
    expect([...linkToBackup(now, keyed).keys()]).toContain('owner tag of her salt → slip.owner');
  });
});

/** Tables of acts whose author is deleted from the row; of what can be flagged, all stay. */
const STAYS = [
  'check_opinion',
  'client_revision',
  'decision_hand',
  'flag',
  'forum_thread',
  'incident_echo',
  'platform_revision',
  'proof_voice',
];

describe('once she left', () => {
  beforeAll(async () => {
    await leave(leaver);
    now = await takeSnapshot(site);
  });

  test('he finds nothing that she posted since, with the key or without', () => {
    expect(findAgain(now, since).length).toBeGreaterThan(15);
    const links = linksOf(findAgain(now, since));
    expect(links).toEqual([
      'decision_hand.handle → decision_hand.handle',
      'role_grant.handle → decision_hand.handle',
    ]);
  });

  test('of what the backup holds, only public content is still here', () => {
    const there = new Set(findAgain(now, before).map(({ key }) => key.split('/')[0] ?? ''));
    const written = FLAGGABLE_CONTENT_ENTRIES.filter(([, { by }]) => by !== null);
    const tables = written.map(([, { table }]) => table);
    expect([...there].toSorted()).toEqual([...STAYS, ...tables].toSorted());
    const payouts = now.filter(({ table }) => table === 'payout');
    const kept = findAgain(payouts, [...before, ...since]);
    expect(kept).toHaveLength(4);
  });

  test('no two pieces of hers are joined but by what everybody sees', () => {
    const joins = joinsOf(findAgain(now, [...before, ...since]));
    expect(joins).toEqual([]);
  });

  test('the key adds that a pseudonym is reserved', () => {
    expect([...linkToBackup(now, keyed).keys()]).toEqual([
      'her pseudonym, hashed → left_pseudonym.hash',
    ]);
  });
});
