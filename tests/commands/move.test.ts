import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listTables } from '#server/backup/catalogue.ts';
import { openEmbedded, openPostgres, type Database } from '#server/db.ts';
import { readEnvironment } from '#server/env.ts';
import { openDatabase } from '#server/open.ts';
import { emptyDatabase, makeSite, runCommand, saveSite } from '#tests/support/backups.ts';
import { freshSite } from '#tests/support/import-command.ts';
import { LONG } from '#tests/support/length.ts';
import { QUICK } from '#tests/support/quick.ts';
import { startSite } from '#tests/support/site.ts';

const folder = mkdtempSync(join(tmpdir(), 'contrenote-move-'));
/** An embedded site as it is before each move: with the rows of every kind, and many of one. */
const ORIGINAL = join(folder, 'original');
const MANY = 12_000;
/** A story of several commands, each a process that opens both databases. */
const STORY_MS = 120_000;
/** What tells one run of a site from another one, and nothing else. */
const OF_THE_RUN = /nonce-[\w+/=]+|nonce="[^"]*"|[\w-]+\.(?:js|css)/g;
const PAGES = [
  '/fr',
  '/en/platforms',
  '/api/platforms?limit=50',
  '/api/forum',
  '/fr/forum',
  '/api/record/entries',
  '/api/record/checkpoint',
];

beforeAll(async () => {
  const site = await makeSite();
  const backup = join(folder, 'backup.tar.gz');
  await saveSite(site, backup, null);
  const heir = mkdtempSync(join(folder, 'heir-'));
  copyFileSync(join(site.dataDir, 'secret.key'), join(heir, 'secret.key'));
  copyFileSync(join(site.dataDir, 'record.checkpoint'), join(heir, 'record.checkpoint'));
  const ran = await runCommand('restore', { DATA_DIR: heir }, backup);
  expect([ran.code, ran.stderr]).toEqual([0, '']);
  await within(await openEmbedded(join(heir, 'db')), ({ sql }) =>
    sql(
      `INSERT INTO used_challenge (id, expires_at)
       SELECT 'challenge ' || n, timestamptz '2030-01-01 00:00Z' + n * interval '1 ms'
         FROM generate_series(1, ${MANY}) n`,
    ),
  );
  cpSync(heir, ORIGINAL, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function embeddedSite(): string {
  const dataDir = mkdtempSync(join(folder, 'site-'));
  cpSync(ORIGINAL, dataDir, { recursive: true });
  return dataDir;
}

async function within<Result>(
  database: Database,
  look: (database: Database) => Promise<Result>,
): Promise<Result> {
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}

/** Every row of every table, as one hash a table, and what holds and numbers them. */
async function pictureOf(database: Database): Promise<Record<string, unknown>> {
  return within(database, async ({ sql }) => {
    const picture: Record<string, unknown> = {};
    for (const { name } of await listTables(sql)) {
      const [row] = await sql(
        `SELECT count(*)::int AS rows,
                md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS hash FROM "${name}" t`,
      );
      picture[name] = row;
    }
    const [rules] = await sql(
      `SELECT (SELECT count(*)::int FROM pg_constraint WHERE contype = 'f') AS references,
              (SELECT count(*)::int FROM pg_trigger WHERE tgenabled = 'D') AS lifted,
              (SELECT json_agg(s.last_value::text ORDER BY s.sequencename::text COLLATE "C")
                 FROM pg_sequences s WHERE schemaname = 'public') AS numbers`,
    );
    return { ...picture, rules };
  });
}

const onDisk = async (dataDir: string) => pictureOf(await openEmbedded(join(dataDir, 'db')));
const onServer = async (url: string) => pictureOf(await openPostgres(url));

/** Starts a move, and kills it with SIGKILL once `moment` holds; whether it was still running. */
async function killAt(
  args: readonly string[],
  dataDir: string,
  moment: () => Promise<boolean>,
): Promise<boolean> {
  const child = spawn(process.execPath, [...QUICK, 'dist/server/move.js', ...args], {
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  while (child.exitCode === null && !(await moment()))
    await new Promise((resolve) => setTimeout(resolve, 3));
  const alive = child.exitCode === null;
  child.kill('SIGKILL');
  await ended;
  return alive;
}

/** As the server and each command open it. */
const openSite = (environment: Record<string, string>) =>
  openDatabase(readEnvironment(environment));
const UNFINISHED = 'is not finished: give the same command again';

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Whether a query says so; not where its table is not there yet. */
function asks(client: pg.Client, query: string): () => Promise<boolean> {
  return async () => {
    const answer = await client.query<{ now: boolean }>(query).catch(() => null);
    return answer?.rows[0]?.now === true;
  };
}

/** What a visitor reads of a site, without what differs from run to run. */
async function readPages(dataDir: string, environment: Record<string, string> = {}) {
  const site = await startSite({ dataDir, environment: { DAILY_DUMP: 'false', ...environment } });
  const pages: Record<string, string> = {};
  for (const path of PAGES) {
    const response = await fetch(site.url + path);
    const text = await response.text();
    pages[path] = `${response.status} ${text.replaceAll(OF_THE_RUN, '').replaceAll(site.url, '')}`;
  }
  await site.stop({ keepData: true });
  return pages;
}

const CAME = (rows: number): string =>
  `SELECT rows >= ${rows} AS now FROM contrenote_move.came WHERE name = 'used_challenge'`;

/** At each the move is killed once: in the midst of a table, and in a long run at its ends too. */
const MOMENTS = [
  ...(LONG ? ['SELECT to_regclass($$contrenote_move.mark$$) IS NOT NULL AS now', CAME(1)] : []),
  CAME(MANY / 2),
  ...(LONG ? [`${CAME(MANY)} AND rows = ${MANY}`] : []),
];

describe('killed at several moments and given again, all comes once, and pages say the same', () => {
  let dataDir: string;
  let url: string;
  let pages: Record<string, string>;
  beforeAll(async () => {
    dataDir = embeddedSite();
    url = await emptyDatabase();
    pages = await readPages(dataDir);
  });

  test(
    'from the embedded database into PostgreSQL',
    async () => {
      const expected = await onDisk(dataDir);
      expect(expected['used_challenge']).toMatchObject({ rows: MANY });
      const client = await connect(url);
      let killed = 0;
      for (const moment of MOMENTS) {
        if (await killAt(['--to', url], dataDir, asks(client, moment))) killed += 1;
      }
      await client.end();
      // The last moment of a long run may be over before it is seen.
      expect(killed).toBeGreaterThanOrEqual(LONG ? MOMENTS.length - 1 : 1);
      // Half filled, it is nobody's site.
      await expect(openSite({ DATA_DIR: dataDir, DATABASE_URL: url })).rejects.toThrow(UNFINISHED);
      const { code, stdout, stderr } = await runCommand('move', { DATA_DIR: dataDir }, '--to', url);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/Moved: \d+ tables, \d+ rows, each compared/);
      expect(stdout).toMatch(/Its record is what was signed: [1-9]\d* acts\./);
      expect(stdout).toContain('secret.key (the key of the site)');
      expect(stdout).not.toContain('postgres:postgres');
      expect(await onServer(url)).toEqual(expected);
      expect(await readPages(dataDir, { DATABASE_URL: url })).toEqual(pages);
    },
    STORY_MS,
  );

  test(
    'and back',
    async () => {
      const back = mkdtempSync(join(folder, 'back-'));
      for (const name of ['secret.key', 'record.checkpoint'])
        copyFileSync(join(dataDir, name), join(back, name));
      const expected = await onServer(url);
      const client = await connect(url);
      const reading = asks(
        client,
        `SELECT count(*) > 0 AS now FROM pg_stat_activity WHERE application_name = 'contrenote-move'
          AND query LIKE '%FROM "used_challenge" t%WHERE%'`,
      );
      expect(await killAt(['--from', url], back, reading)).toBe(true);
      await client.end();
      await expect(openSite({ DATA_DIR: back })).rejects.toThrow(UNFINISHED);
      const { code, stdout, stderr } = await runCommand('move', { DATA_DIR: back }, '--from', url);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('Start it without DATABASE_URL.');
      expect(await onDisk(back)).toEqual(expected);
      // The same rows in the same kind of database.
      if (LONG) expect(await readPages(back)).toEqual(pages);
      await expect(openSite({ DATABASE_URL: url })).rejects.toThrow(`was moved to ${back}/db on`);
    },
    STORY_MS,
  );
});

test(
  'what was written between two runs comes along, and no second site stays behind',
  async () => {
    const dataDir = embeddedSite();
    const url = await emptyDatabase();
    const client = await connect(url);
    expect(await killAt(['--to', url], dataDir, asks(client, CAME(MANY / 3)))).toBe(true);
    await client.end();
    await within(await openSite({ DATA_DIR: dataDir }), async ({ sql }) => {
      await sql(`DELETE FROM used_challenge WHERE id = 'challenge 1'`);
      await sql(`UPDATE used_challenge SET expires_at = '2031-01-01' WHERE id = 'challenge 10'`);
    });
    // Of another site there, nothing is finished and nothing touched.
    const third = await runCommand('move', { DATA_DIR: embeddedSite() }, '--to', url);
    expect([third.code, third.stderr]).toEqual([1, expect.stringContaining('Finish that one')]);
    const { stdout, stderr } = await runCommand('move', { DATA_DIR: dataDir }, '--to', url);
    expect(stderr).toBe('');
    expect(stdout).toContain('used_challenge has changed since: it is copied anew.');
    const expected = await onDisk(dataDir);
    expect(await onServer(url)).toEqual(expected);
    expect(expected['used_challenge']).toMatchObject({ rows: MANY - 1 });

    const start = spawnSync(process.execPath, [...QUICK, 'dist/server/main.js'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, PORT: '0' },
    });
    expect([start.status, start.stderr]).toEqual([
      1,
      expect.stringMatching(/^This site was moved to postgresql:\/\/[^\s@]+:\d+\/\w+ on/),
    ]);
    const again = await runCommand('move', { DATA_DIR: dataDir }, '--to', await emptyDatabase());
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('--reopen')]);
    const opened = await runCommand('move', { DATA_DIR: dataDir }, '--reopen');
    expect([opened.code, opened.stderr]).toEqual([0, '']);
    await (await openSite({ DATA_DIR: dataDir })).close();
  },
  STORY_MS,
);

describe('refuses', () => {
  test('a database that has a site', async () => {
    const { environment, client } = await freshSite(folder);
    await client.end();
    const url = environment['DATABASE_URL'] ?? '';
    const before = await onServer(url);
    const full = await runCommand('move', { DATA_DIR: embeddedSite() }, '--to', url);
    expect([full.code, full.stderr]).toEqual([1, expect.stringContaining('There is a site in')]);
    expect(await onServer(url)).toEqual(before);
  });

  test(
    'a site that runs or is written to, on either side, and a folder without its key',
    async () => {
      const { environment, client } = await freshSite(folder);
      const url = environment['DATABASE_URL'] ?? '';
      const dataDir = mkdtempSync(join(folder, 'bare-'));
      const keyless = await runCommand('move', { DATA_DIR: dataDir }, '--from', url);
      expect([keyless.code, keyless.stderr]).toEqual([1, expect.stringContaining('secret.key')]);
      copyFileSync(join(ORIGINAL, 'secret.key'), join(dataDir, 'secret.key'));
      await client.query('BEGIN; LOCK TABLE used_challenge IN ROW EXCLUSIVE MODE');
      const written = await runCommand('move', { DATA_DIR: dataDir }, '--from', url);
      expect([written.code, written.stderr]).toEqual([
        1,
        expect.stringContaining('Somebody writes'),
      ]);
      await client.query('ROLLBACK');
      await client.end();
      const running = await openSite({ DATABASE_URL: url });
      const busy = await runCommand('move', { DATA_DIR: dataDir }, '--from', url);
      expect([busy.code, busy.stderr]).toEqual([1, expect.stringContaining('The site runs on')]);
      await running.close();
      const open = await openSite({ DATA_DIR: dataDir }).catch((error: unknown) => String(error));
      expect(open).toContain(UNFINISHED);
    },
    STORY_MS,
  );

  test('the folder of a site that runs', async () => {
    const dataDir = embeddedSite();
    await within(await openSite({ DATA_DIR: dataDir }), async () => {
      const ran = await runCommand('move', { DATA_DIR: dataDir }, '--to', await emptyDatabase());
      expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('Stop it first')]);
    });
  });

  test('what it does not understand, with how it is called', async () => {
    for (const args of [['--to'], ['--to', 'x', '--from', 'y']]) {
      const { code, stderr } = await runCommand('move', { DATA_DIR: folder }, ...args);
      expect([code, stderr]).toEqual([2, expect.stringContaining('Usage: npm run move')]);
    }
    const nowhere = await runCommand('move', { DATA_DIR: join(folder, 'none') }, '--to', 'pg://x');
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining('no embedded')]);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});
