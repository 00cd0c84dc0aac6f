import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MIGRATIONS_FOLDER } from '#server/portability/backup/command-output.ts';
import { openEmbeddedDatabase } from '#server/database/db.ts';
import type { Finding } from '#server/operations/doctor/findings.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { REFUSALS, startBrokenS3, startS3 } from '#tests/files/s3.ts';
import { emptyDatabase, runCommand } from '#tests/support/backups.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

const folder = mkdtempSync(join(tmpdir(), 'contrenote-doctor-'));
/** Where no registry answers: what is asked outside is not known, and nothing waits for it. */
const NO_REGISTRY = { npm_config_registry: 'http://127.0.0.1:9', npm_config_cache: folder };
let site: RunningSite;
let port: string;

// Step by step: on a busy machine each takes long enough.
beforeAll(async () => {
  const database = await openEmbeddedDatabase(join(folder, 'site', 'postgres'));
  await applyMigrationsAndSqlFiles(database, MIGRATIONS_FOLDER);
  await database.close();
});
beforeAll(async () => {
  site = await startSite({ dataDir: join(folder, 'site') });
  port = new URL(site.url).port;
});
// What it does right after its start.
beforeAll(async () => {
  const path = join(site.dataDir, 'record.checkpoint');
  while (!existsSync(path)) await new Promise((go) => setTimeout(go, 50));
});
afterAll(async () => {
  await site.stop({ keepData: true });
  rmSync(folder, { recursive: true, force: true });
});

type Seen = { code: number | null; of: (about: string) => Finding | undefined };

async function examine(
  environment: Record<string, string> = {},
  ...args: string[]
): Promise<Seen & { stderr: string }> {
  const settings = { DATA_DIR: site.dataDir, PORT: port, ...NO_REGISTRY, ...environment };
  const { code, stdout, stderr } = await runCommand('doctor', settings, '--json', ...args);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return { code, stderr, of: (name) => findings.find(({ about }) => about === name) };
}

describe('beside the running site', () => {
  test('says what only the site knows: its database, who moderates, what is signed', async () => {
    const { code, stderr, of } = await examine();
    expect([code, stderr]).toEqual([3, '']);
    expect(of('Site')).toMatchObject({ state: 'fine' });
    expect(of('Database')).toMatchObject({
      state: 'fine',
      say: expect.stringMatching(/^PostgreSQL \d+\S*, \d+ MB, 0 members\.$/),
    });
    expect(of('Moderators')).toMatchObject({ state: 'bad' });
    expect(of('Waiting')).toMatchObject({ state: 'fine', say: 'nothing.' });
    expect(of('Record')?.say).toMatch(/^\d+ acts?, signed 2\d{3}-/);
    expect(of('Record key')).toMatchObject({ state: 'fine' });
    expect(of('Jobs')).toMatchObject({
      state: 'fine',
      say: expect.stringMatching(/\brecord \d min ago/),
    });
    expect(of('Backup')).toMatchObject({ state: 'bad' });
    expect(of('Packages')).toMatchObject({ state: 'unknown' });
    expect(of('Disk')?.say).toMatch(/GB free/);
  });

  test('finds a key that others can read, and one that is another', async () => {
    const path = join(site.dataDir, 'secret.key');
    chmodSync(path, 0o644);
    expect((await examine({}, '--offline')).of('Keys')).toMatchObject({ state: 'bad' });
    chmodSync(path, 0o600);
    const other = await examine({ RECORD_KEY: 'b'.repeat(64) }, '--offline');
    expect(other.of('Keys')).toMatchObject({ state: 'fine' });
    expect(other.of('Record key')).toMatchObject({ state: 'bad' });
  });

  test('names legal settings that are missing once the site has an address', async () => {
    const { of } = await examine({ PUBLIC_URL: 'https://contrenote.example' }, '--offline');
    expect(of('Settings')).toMatchObject({
      state: 'bad',
      say: expect.stringContaining('LEGAL_PUBLISHER'),
    });
  });

  test('prints lines to read, and says how it is called', async () => {
    const settings = { DATA_DIR: site.dataDir, PORT: port };
    const { code, stdout } = await runCommand('doctor', settings, '--offline');
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ {2}ok {2}Database: PostgreSQL/m);
    expect(stdout).toMatch(/^ BAD {2}Moderators: none/m);
    const mistyped = await runCommand('doctor', settings, '--ofline');
    expect([mistyped.code, mistyped.stderr]).toEqual([2, expect.stringContaining('Usage')]);
  });
});

describe('where pictures are', () => {
  test('a bucket is written and read; one that refuses or is gone cannot wait', async () => {
    const s3 = await startS3(join(folder, 's3'));
    const settings = {
      S3_ENDPOINT: s3.access.endpoint,
      S3_REGION: s3.access.region,
      S3_BUCKET: s3.access.bucket,
      S3_ACCESS_KEY_ID: s3.access.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.access.secretAccessKey,
      S3_FORCE_PATH_STYLE: 'true',
    };
    const look = async (): Promise<Finding | undefined> =>
      (await examine(settings, '--offline')).of('Pictures');
    expect(await look()).toMatchObject({ state: 'fine' });
    await s3.stop();
    const gone = expect.stringMatching(/^S3_ENDPOINT: no store answers at http/);
    expect(await look()).toMatchObject({ state: 'bad', say: gone });
    const broken = await startBrokenS3(s3.port, REFUSALS['refuses the keys']);
    expect(await look()).toMatchObject({
      state: 'bad',
      say: expect.stringMatching(/^S3_ACCESS_KEY_ID, .* may not read and write the bucket/),
    });
    await broken.stop();
  });

  test('a folder is written and read, and nothing is left in it', async () => {
    const dataDir = mkdtempSync(join(folder, 'pictures-'));
    const files = join(dataDir, 'files');
    const look = async (): Promise<Finding | undefined> =>
      (await examine({ DATA_DIR: dataDir }, '--offline')).of('Pictures');
    expect(await look()).toMatchObject({ state: 'fine', say: 'none yet.' });
    mkdirSync(files);
    expect(await look()).toMatchObject({ state: 'fine', say: `${files} takes and gives files.` });
    expect(readdirSync(files)).toEqual([]);
    rmSync(files, { recursive: true });
    writeFileSync(files, '');
    expect(await look()).toMatchObject({ state: 'bad' });
  });
});

describe('without the site', () => {
  test('reads a PostgreSQL by itself, and names the migrations that wait', async () => {
    const DATABASE_URL = await emptyDatabase();
    const { code, of } = await examine({ DATABASE_URL, PORT: '1' }, '--offline');
    expect(code).toBe(3);
    expect(of('Site')).toMatchObject({ state: 'look' });
    expect(of('Database')).toMatchObject({
      state: 'bad',
      say: expect.stringMatching(/^\d+ migrations wait/),
    });
  });

  test('says that there is no database, and what is older than fourteen months', async () => {
    const dataDir = mkdtempSync(join(folder, 'bare-'));
    const seed = readFileSync(join('prisma', 'seed', 'exchange_rates.csv'), 'utf8');
    const tables = join(dataDir, 'tables');
    mkdirSync(tables);
    writeFileSync(join(tables, 'exchange_rates.csv'), seed.replaceAll(/20\d\d-\d\d/g, '2020-01'));
    const { of } = await examine({ DATA_DIR: dataDir, PORT: '1' }, '--offline');
    expect(of('Database')).toMatchObject({
      state: 'bad',
      say: expect.stringContaining('there is none in'),
    });
    expect(of('Keys')).toMatchObject({ state: 'bad' });
    expect(of('Exchange rates')).toMatchObject({
      state: 'look',
      say: expect.stringContaining('USD 2020-01'),
    });
  });
});
