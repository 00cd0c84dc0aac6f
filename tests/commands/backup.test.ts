import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSessions } from '#server/identity/accounts/sessions.ts';
import { openEmbeddedDatabase, type Database } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { recomputeStaleFigures } from '#server/evidence/recompute/recompute-stale-figures.ts';
import { readBackupDates } from '#server/portability/backup/backup-dates.ts';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { httpLogSource } from '#shared/transparency-log/http-log-source.ts';
import { checkLog } from '#shared/transparency-log/check-log.ts';
import type { SeenLog } from '#shared/transparency-log/verification-findings.ts';
import { emptyDatabase, runCommand, type Ran } from '#tests/support/backups.ts';
import { makeSlowCrowd } from '#tests/support/crowds.ts';
import { findPartialReports } from '#tests/support/find-lost-writes.ts';
import { multipart } from '#tests/support/forms.ts';
import { showAllProofs } from '#tests/support/mondays.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

const folder = mkdtempSync(join(tmpdir(), 'contrenote-backup-'));
const dataDir = join(folder, 'site');
const passphraseFile = join(folder, 'passphrase');
const memberIds: string[] = [];
const cookies: string[] = [];
const MEMBERS = 12;
let site: RunningSite;
let seen: SeenLog;

beforeAll(async () => {
  writeFileSync(passphraseFile, 'quatre mots bien tirés au sort\n');
  const database = await openEmbeddedDatabase(join(dataDir, 'postgres'));
  await applyMigrationsAndSqlFiles(database, join(process.cwd(), 'prisma', 'migrations'));
  for (let nth = 0; nth < MEMBERS; nth += 1) {
    const member = { id: randomId(), pseudonym: `Camille ${nth}`, pseudonymKey: `camille ${nth}` };
    memberIds.push(member.id);
    await database.prisma.member.create({
      data: { ...member, lang: 'fr', passwordHash: 'none', createdAt: new Date() },
    });
    const sessions = createSessions(database, () => new Date(), { secure: false });
    cookies.push((await sessions.start(database.prisma, member.id)).split(';')[0] ?? '');
  }
  await database.close();
});
// Step by step: on a busy machine each takes long enough.
beforeAll(async () => {
  site = await startSite({ dataDir });
});
beforeAll(async () => {
  // So that reports become slips.
  await inDatabase((database) => makeSlowCrowd(database, 'clickworker'));
});
beforeAll(async () => {
  await publish(0, await makePlainPng());
  await inDatabase(async (database) => {
    await showAllProofs(database);
    // As the job does that shows them.
    await recomputeStaleFigures(database, new Date());
  });
  seen = await lookUntil((key) => key !== '');
});
afterAll(async () => {
  await site.stop({ keepData: true });
  rmSync(folder, { recursive: true, force: true });
});

/** Does something in the database of the running site. */
async function inDatabase(act: (database: Database) => Promise<void>): Promise<void> {
  const database = await openEmbeddedDatabase(join(dataDir, 'postgres'), 'the test');
  await act(database);
  await database.close();
}

/** A payout, of one member after the other. */
async function publish(nth: number, picture?: Uint8Array): Promise<void> {
  const fields = {
    platform: 'Clickworker',
    outcome: 'received',
    expected: `${20 + nth},43`,
    currency: 'EUR',
    method: 'paypal',
    askedOn: '2026-01-03',
    receivedOn: '2026-01-07',
    _key: randomId(),
  };
  const { headers, payload } = multipart(fields, picture === undefined ? '' : { bytes: picture });
  const cookie = cookies[nth % MEMBERS] ?? '';
  const response = await fetch(`${site.url}/api/payouts`, {
    method: 'POST',
    headers: { ...headers, cookie, origin: site.url },
    body: new Uint8Array(payload),
  });
  expect([nth, response.status]).toEqual([nth, 201]);
}

/** Members post without a pause until told to stop; how many were told that it is published. */
function keepPosting(): { count: () => number; stop: () => Promise<void> } {
  let posted = 0;
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted && posted < 29 * MEMBERS) {
      await publish(posted);
      posted += 1;
    }
  };
  const running = run();
  return {
    count: () => posted,
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

/** The record as a browser keeps it, once its key is as asked. */
async function lookUntil(right: (key: string) => boolean): Promise<SeenLog> {
  for (;;) {
    const now = await checkLog(httpLogSource(nodeCrypto, site.url), null).catch(() => null);
    if (now?.now != null && right(now.now.note)) return now.now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function readPages(url: string): Promise<string[]> {
  const paths = ['/fr', '/en/platforms/clickworker', '/fr/preuves', '/fr/forum', '/fr/mon-compte'];
  const own = ['/fr/mes-paiements', '/api/me/payouts'];
  const { payouts } = (await (await fetch(`${url}/api/payouts`)).json()) as {
    payouts: { id: string }[];
  };
  const api = ['/api/platforms/clickworker', ...payouts.map(({ id }) => `/api/payouts/${id}`)];
  return Promise.all(
    [...paths, ...own, '/api/payouts', ...api].map(async (path) => {
      const response = await fetch(url + path, { headers: { cookie: cookies[0] ?? '' } });
      const body = await response.text();
      const text = body.replaceAll(url, '').replaceAll(encodeURIComponent(url), '');
      // "5 minutes ago" is another minute later.
      return `${path} ${response.status} ${text.replaceAll(/(<time[^>]*>)[^<]*/g, '$1')}`;
    }),
  );
}

function backup(...args: string[]): Promise<Ran> {
  return runCommand('backup', { DATA_DIR: dataDir }, ...args);
}

const UNDER_WRITES = join(folder, 'under-writes.tar.gz');
const SEALED = join(folder, 'sealed.backup');
const OPENED = ['--passphrase-file', passphraseFile];
/** What members were told is published, before the backup and after it. */
let told: { before: number; after: number };

describe('beside the running site', () => {
  test('saves while members post, who go on', async () => {
    const posting = keepPosting();
    while (posting.count() < 10) await new Promise((resolve) => setTimeout(resolve, 10));
    const before = posting.count();
    const ran = await backup(UNDER_WRITES);
    told = { before, after: posting.count() };
    await posting.stop();
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toContain('NOT sealed');
    expect(ran.stdout).toMatch(/\.tar\.gz \([1-9]\d* kB\)/);
    expect(statSync(UNDER_WRITES).mode & 0o077).toBe(0);
    expect(told.after).toBeGreaterThan(before);
  });

  test('saves one moment: all that was published before, each report with its slip, each proof with its entry in the record', async () => {
    const other = join(folder, 'other');
    const args = [UNDER_WRITES, '--new-secret'];
    const restored = await runCommand('restore', { DATA_DIR: other }, ...args);
    expect([restored.code, restored.stderr]).toEqual([0, '']);
    const database = await openEmbeddedDatabase(join(other, 'postgres'));
    const { prisma, sql } = database;
    const partial = await findPartialReports(sql, memberIds);
    const slips = await prisma.slip.count();
    const own = { author: { memberId: { in: memberIds } } };
    const payouts = await prisma.payout.count({ where: own });
    const proofs = await prisma.payout.findMany({ where: { shownFrom: { not: null } } });
    const entries = await prisma.recordEntry.findMany({ where: { kind: 'payout-published' } });
    await database.close();
    expect(partial).toEqual([]);
    expect(slips).toBeGreaterThan(1);
    expect(proofs).toHaveLength(1);
    expect(entries.map(({ subject }) => subject)).toEqual(proofs.map(({ id }) => `payout/${id}`));
    // One with a picture came first, and one may have been on its way.
    expect(payouts).toBeGreaterThan(told.before);
    expect(payouts).toBeLessThanOrEqual(told.after + 2);
  });

  test('is rehearsed there too, and leaves nothing but the note of it', async () => {
    const ran = await runCommand('restore', { DATA_DIR: dataDir }, '--rehearse', UNDER_WRITES);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toMatch(/Rehearsed: \d+ tables, \d+ rows, 2 files of pictures/);
    expect(ran.stdout).toMatch(/Its record is what was signed: \d+ acts?\./);
    expect(readdirSync(dataDir).filter((name) => /^(?:copy|rehearsal)-/.test(name))).toEqual([]);
    const { rehearsal, backup: last } = await readBackupDates(dataDir);
    expect(rehearsal).toMatchObject({ path: UNDER_WRITES, madeAt: last?.at });
  });
});

describe('moved to PostgreSQL', () => {
  const out = { DATA_DIR: join(folder, 'out'), DATABASE_URL: '' };
  let pages: string[];

  test('is sealed, with the keys of the site', async () => {
    const ran = await backup(SEALED, '--keys', ...OPENED);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toContain('sealed, with the keys of the site');
    expect(readFileSync(SEALED).includes('about.json')).toBe(false);
    pages = await readPages(site.url);
    await site.stop({ keepData: true });
  });

  test('is restored, once: a database that has a site is refused', async () => {
    out.DATABASE_URL = await emptyDatabase();
    const restored = await runCommand('restore', out, SEALED, ...OPENED);
    expect([restored.code, restored.stderr]).toEqual([0, '']);
    expect(restored.stdout).toContain('a new log begins');
    const [secret, there] = [dataDir, out.DATA_DIR].map((name) =>
      readFileSync(join(name, 'secret.key'), 'utf8'),
    );
    expect(there).toBe(secret);
    expect(statSync(join(out.DATA_DIR, 'secret.key')).mode & 0o077).toBe(0);
    const again = await runCommand('restore', out, SEALED, ...OPENED);
    const sentence = expect.stringContaining('There is a site in this database already.');
    expect([again.code, again.stderr]).toEqual([1, sentence]);
  });

  test('shows the same pages, signed in too, and browsers are told calmly', async () => {
    const { DATA_DIR, DATABASE_URL } = out;
    site = await startSite({ dataDir: DATA_DIR, environment: { DATABASE_URL } });
    const [origin = ''] = seen.note.split('\n');
    const now = await lookUntil((note) => !note.startsWith(`${origin}\n`));
    expect((await checkLog(httpLogSource(nodeCrypto, site.url), seen)).finding).toBe('renewed');
    expect((await checkLog(httpLogSource(nodeCrypto, site.url), now)).finding).toBe('same');
    expect(await readPages(site.url)).toEqual(pages);
    expect(pages.filter((page) => page.startsWith('/api/payouts/'))).toHaveLength(1);
    await publish(29 * MEMBERS + 1, await makePlainPng());
  });

  test('is saved from PostgreSQL beside its site, and rehearsed at once', async () => {
    const path = join(folder, 'from-postgresql.tar.gz');
    const ran = await runCommand('backup', out, path, '--rehearse');
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toContain('Rehearsed: all came back');
  });
});

describe('without a site that runs', () => {
  test('saves from the folder itself, into a folder, and removes what is old', async () => {
    const target = mkdtempSync(join(folder, 'kept-'));
    for (const name of ['contrenote-20200101T000000Z.tar.gz', 'mine.txt']) {
      writeFileSync(join(target, name), '');
      utimesSync(join(target, name), 0, 0);
    }
    const here = { DATA_DIR: join(folder, 'other') };
    const ran = await runCommand('backup', here, target, '--keep-days', '30');
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).not.toContain('The site runs');
    expect(readdirSync(target).toSorted()).toEqual([
      expect.stringMatching(/^contrenote-2\d{7}T\d{6}Z\.tar\.gz$/),
      'mine.txt',
    ]);
  });

  test('makes a folder that is not there, which only its owner can enter', async () => {
    const target = join(folder, 'not-there', 'backups');
    const here = { DATA_DIR: join(folder, 'other') };
    const ran = await runCommand('backup', here, target);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(readdirSync(target)).toEqual([
      expect.stringMatching(/^contrenote-2\d{7}T\d{6}Z\.tar\.gz$/),
    ]);
    expect(statSync(target).mode & 0o077).toBe(0);
  });

  test('says how it is called, and what it lacks', async () => {
    expect((await backup()).stderr).toContain('Usage: npm run backup');
    expect((await backup('a', 'b')).code).toBe(2);
    const keys = await backup(join(folder, 'x'), '--keys');
    expect([keys.code, keys.stderr]).toEqual([1, expect.stringContaining('--passphrase-file')]);
    const nowhere = await runCommand('backup', { DATA_DIR: join(folder, 'nowhere') }, 'x');
    expect([nowhere.code, nowhere.stderr]).toEqual([
      1,
      expect.stringContaining('There is no database in'),
    ]);
  });
});
