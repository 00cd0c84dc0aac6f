import { beforeAll, describe, expect, test } from 'vitest';
import { openPostgres } from '#server/database/db.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { destroyFreedKeys } from '#server/database/shredding/keys.ts';
import { deleteExpiredMessages } from '#server/community/private-messages/delete-expired-messages.ts';
import { MESSAGE_KEY_PURPOSE } from '#server/community/private-messages/keys.ts';
import { seedCategories } from '#server/community/forum/seed-categories.ts';
import { encryptText } from '#server/core/encryption.ts';
import { randomId } from '#server/core/ids.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { seedPlatforms } from '#server/evidence/standings/seed-platforms.ts';
import { createTestApp, TEST_START, type TestApp } from '#tests/support/app.ts';
import { debate, openPledging, passHours, propose } from '#tests/support/boycott-lifecycle.ts';
import { atEndOfFile } from '#tests/support/cleanup.ts';
import {
  filesWith,
  linkedMembers,
  readTexts,
  steal,
  type Loot,
} from '#tests/support/disk-thief.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeRealMember, PASSWORD } from '#tests/support/accounts.ts';
import { makeWriter, makeFlag, writeMessage } from '#tests/support/messages.ts';
import { fetchPledge, makeWorkers } from '#tests/support/pledges.ts';
import { EMPTY_TEMPLATE, startServer, type TestServer } from '#tests/support/postgres.ts';
import {
  privateEvidenceRequests,
  PRIVATE_EVIDENCE_TEXT,
} from './api/collective/private-evidence.testing.ts';

/**
 * A thief takes all that lies on the disk: the files of tables and indexes with their dead rows, the
 * write-ahead log, the data folder with the site's secret and its keys. Of what the site destroyed he must
 * find nothing: no text, and no member beside a boycott. So that this says something, he finds all of it
 * before it is destroyed, and afterwards still what is destroyed as older versions did.
 */

const SEEDS = 'prisma/seed';
const SAY = {
  expired: 'Trente jours plus tard, plus personne ne lit ceci.',
  withdrawn: 'Ce message, je le retire tout de suite.',
  left: 'Celle qui a écrit ceci supprime son compte.',
  flagged: 'Ceci est signalé, puis jugé par la modération.',
  kept: 'Ce message-ci est encore lisible.',
  older: 'Écrit par une ancienne version, puis effacé.',
} as const;

let server: TestServer;
let site: TestApp;
/** Ids of rows with texts, members by what they did, boycotts. */
const ids: string[] = [];
const boycotts = { debated: '', failed: '', open: '', pledged: '', older: '' };
const members: Record<keyof typeof boycotts, string[]> = {
  debated: [],
  failed: [],
  open: [],
  pledged: [],
  older: [],
};
const checkers: TestMember[] = [];
let before: Loot;
let after: Loot;

beforeAll(async () => {
  server = await startServer({ durable: true });
  atEndOfFile(() => server.stop());
  const databaseUrl = `${server.url}/${EMPTY_TEMPLATE}`;
  const database = await openPostgres(databaseUrl);
  await applyMigrationsAndSqlFiles(database, 'prisma/migrations');
  await seedPlatforms(database, SEEDS, TEST_START);
  await seedCategories(database, SEEDS);
  await database.close();
  site = await createTestApp({ databaseUrl });
  const destroying = [await write(), await show(), await call(), await older()];
  before = await stealAll();
  for (const destroy of destroying) await destroy();
  await destroyFreedKeys(siteParts());
  after = await stealAll();
});

function siteParts() {
  return { database: site.database, secrets: openSecrets(null, site.dataDir) };
}

/** All that is in memory of the database goes to its files first. */
async function stealAll(): Promise<Loot> {
  await site.database.sql('CHECKPOINT');
  return steal([server.folder, site.dataDir], site.dataDir);
}

type Destroy = () => Promise<void>;

async function succeed(answer: ReturnType<TestApp['post']>): Promise<void> {
  const { statusCode, body } = await answer;
  if (statusCode >= 300) throw new Error(body);
}

async function write(): Promise<Destroy> {
  const [aina, bea] = [await makeWriter(site), await makeWriter(site)];
  const leaving = await makeRealMember(site, 'Partante');
  await site.database.prisma.memberChoices.create({
    data: { memberId: leaving.id, allowsMessages: true },
  });
  ids.push(await writeMessage(site, aina, bea, SAY.expired));
  const withdrawn = await writeMessage(site, bea, aina, SAY.withdrawn);
  const flag = await makeFlag(site, { text: SAY.flagged });
  site.clock.advanceDays(31);
  const left = await writeMessage(site, leaving, aina, SAY.left);
  ids.push(withdrawn, left, flag.messageId, flag.id);
  ids.push(await writeMessage(site, aina, bea, SAY.kept));
  return async () => {
    // Before the job: it is past its thirty days, and so is the flagged one.
    await succeed(
      site.post(
        `/api/flagged-messages/${flag.id}/decision`,
        { decision: 'none' },
        (await checker(0)).cookie,
      ),
    );
    await site.database.prisma.privateMessage.update({
      where: { id: withdrawn },
      data: { sentAt: site.clock.now },
    });
    await succeed(site.post(`/api/private-messages/${withdrawn}/withdraw`, {}, bea.cookie));
    await site.database.prisma.$transaction((tx) => deleteExpiredMessages(tx, site.clock.now));
    await leave(leaving);
  };
}

async function leave({ cookie }: TestMember): Promise<void> {
  await succeed(site.post('/api/me/delete', { password: PASSWORD }, cookie));
}

/** One of the two moderators. */
async function checker(nth: number): Promise<TestMember> {
  const known = checkers[nth] ?? (await makeMember(site, { moderator: true }));
  checkers[nth] = known;
  return known;
}

async function show(): Promise<Destroy> {
  const acts = privateEvidenceRequests(site, Buffer.alloc(0));
  await Promise.all([checker(0), checker(1)]);
  const id = await acts.send(await makeMember(site), { platform: 'appen' });
  ids.push(id);
  return async () => {
    await acts.nextDay();
    for (const nth of [0, 1]) await succeed(acts.say(id, await checker(nth), 'yes'));
  };
}

async function call(): Promise<Destroy> {
  const second = async (id: string, by: readonly TestMember[]): Promise<void> => {
    for (const { cookie } of by) await succeed(site.post(`/api/boycotts/${id}/second`, {}, cookie));
  };
  const [one, two, three, four] = await makeWorkers(site, 4);
  if (!one || !two || !three || !four) throw new Error('too few workers');
  const leaving = await makeRealMember(site, 'Partie');
  boycotts.debated = (await propose(site)).id;
  members.debated = [one.id, two.id, three.id];
  await second(boycotts.debated, [one, two]);
  boycotts.failed = (await propose(site)).id;
  members.failed = [two.id, four.id];
  await second(boycotts.failed, [two, four]);
  const pledged = await openPledging(site, 16, { platform: 'appen' });
  boycotts.pledged = pledged.id;
  const holders = pledged.workers.slice(0, 3);
  members.pledged = holders.map(({ id }) => id);
  for (const holder of holders) await fetchPledge(site, pledged.id, holder);
  boycotts.open = (await propose(site, { platform: 'microworkers' })).id;
  members.open = [leaving.id];
  await site.database.prisma.member.update({
    where: { id: leaving.id },
    data: { establishedOn: TEST_START },
  });
  await site.database.prisma.worksThere.createMany({
    data: [
      {
        memberId: leaving.id,
        platformId: await platformOf('microworkers'),
        until: new Date(site.clock.now.getTime() + 60 * 86_400_000),
      },
    ],
  });
  await second(boycotts.open, [leaving]);
  return async () => {
    await second(boycotts.debated, [three]);
    await succeed(site.post(`/api/boycotts/${boycotts.failed}/unsecond`, {}, four.cookie));
    await succeed(site.post(`/api/boycotts/${pledged.id}/call-off`, {}, pledged.proposer.cookie));
    await leave(leaving);
    await passHours(site, 24 * 7);
  };
}

async function platformOf(slug: string): Promise<string> {
  return (await site.database.prisma.platform.findUniqueOrThrow({ where: { slug } })).id;
}

/** The same, as versions without keys of rows did: the method must find it. */
async function older(): Promise<Destroy> {
  const { prisma } = site.database;
  const { secrets } = siteParts();
  const [from, to] = [await makeWriter(site), await makeWriter(site)];
  const id = randomId();
  const sealed = encryptText(secrets.keyFor(MESSAGE_KEY_PURPOSE), id, SAY.older);
  const sentAt = site.clock.now;
  await prisma.privateMessage.create({
    data: { id, senderId: from.id, recipientId: to.id, sealed, sentAt },
  });
  ids.push(id);
  const { id: boycottId } = await debate(site, { platform: 'isahit' });
  boycotts.older = boycottId;
  members.older = [from.id];
  await prisma.boycottSeconder.create({ data: { boycottId, memberId: from.id } });
  return async () => {
    await prisma.privateMessage.delete({ where: { id } });
    await prisma.boycottSeconder.deleteMany({ where: { boycottId } });
  };
}

const DESTROYED = ['expired', 'withdrawn', 'left', 'flagged'] as const;

describe('before it is destroyed, a thief with the secret', () => {
  test('reads all texts', () => {
    const texts = readTexts(before, ids).join('\n');
    for (const text of [
      ...DESTROYED.map((which) => SAY[which]),
      SAY.kept,
      SAY.older,
      PRIVATE_EVIDENCE_TEXT,
    ]) {
      expect(texts).toContain(text);
    }
  });

  test.each(['failed', 'open', 'pledged', 'older'] as const)(
    'names who stands behind the %s call',
    (which) => {
      expect(linkedMembers(before, boycotts[which], members[which]).toSorted()).toEqual(
        members[which].toSorted(),
      );
    },
  );
});

describe('once it is destroyed, he', () => {
  test('still has the rows', () => {
    // Of the deleted rows: they are dead, not gone.
    for (const id of [...ids, ...Object.values(boycotts)]) {
      expect(filesWith(after, id).length, id).toBeGreaterThan(0);
    }
  });

  test('reads no text of what is gone, and what is not', () => {
    const texts = readTexts(after, ids);
    expect(texts.toSorted()).toEqual([SAY.kept, SAY.older].toSorted());
    for (const which of DESTROYED) expect(filesWith(after, SAY[which])).toEqual([]);
    expect(filesWith(after, PRIVATE_EVIDENCE_TEXT)).toEqual([]);
  });

  test.each(['debated', 'failed', 'open', 'pledged'] as const)(
    'links nobody to the %s call',
    (which) => {
      expect(linkedMembers(after, boycotts[which], members[which])).toEqual([]);
    },
  );

  test('finds what older versions destroyed, so the method works', () => {
    expect(linkedMembers(after, boycotts.older, members.older)).toEqual(members.older);
  });
});
