import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { REFUSALS, refuse, startBrokenS3, startS3 } from '#tests/files/s3.ts';
import { emptyDatabase } from '#tests/support/backups.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';
import { refusalOf, startToEnd } from '#tests/support/start-to-end.ts';

type Settings = Record<string, string>;

const folder = mkdtempSync(join(tmpdir(), 'contrenote-wrong-'));
/** Nobody listens there: connections are refused at once. */
const NOBODY = '127.0.0.1:9';
/** What its password holds must not break its address, once it is encoded. */
const PASSWORD = 'p@ss/w#rd?5:0%';

let server: string;
let serverPort: string;
let database: string;
let foreign: string;
let foreignName: string;
let store: Awaited<ReturnType<typeof startS3>>;
/** Stores that refuse or do not answer, by what they say: s3rver looks at no secret and knows no rights. */
const broken = new Map<string, Awaited<ReturnType<typeof startBrokenS3>>>();

beforeAll(async () => {
  server = inject('postgresUrl');
  serverPort = server.slice(server.lastIndexOf(':') + 1);
  database = await makeTestDatabase(TEMPLATE);
  foreign = await emptyDatabase();
  foreignName = foreign.slice(foreign.lastIndexOf('/') + 1);
  const client = new pg.Client(`${server}/postgres`);
  await client.connect();
  await client.query(`CREATE ROLE guest LOGIN PASSWORD '${PASSWORD}'`);
  await client.query(`CREATE ROLE "no-login" PASSWORD 'password'`);
  await client.query(`CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'`);
  await client.end();
  store = await startS3(join(folder, 'bucket'));
  for (const [code, status] of [
    ['SignatureDoesNotMatch', 403],
    ['AccessDenied', 403],
    ['AuthorizationHeaderMalformed', 400],
  ] as const)
    broken.set(code, await startBrokenS3(0, (response) => refuse(response, status, code)));
  broken.set('silent', await startBrokenS3(0, REFUSALS['is silent']));
});
afterAll(async () => {
  for (const { stop } of broken.values()) await stop();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** An address of PostgreSQL by its port: a user, a password and a database of the case. */
const by = (credentials: string, name: string): Settings => ({
  DATABASE_URL: `postgresql://${credentials}@127.0.0.1:${serverPort}/${name}`,
});
const inStore = (settings: Settings): Settings => ({
  DATABASE_URL: database,
  S3_ENDPOINT: store.access.endpoint,
  S3_BUCKET: store.access.bucket,
  S3_ACCESS_KEY_ID: store.access.accessKeyId,
  S3_SECRET_ACCESS_KEY: store.access.secretAccessKey,
  ...settings,
});
const brokenAt = (code: string): string => `http://127.0.0.1:${broken.get(code)?.port}`;
const takenPort = (): string => String(broken.get('silent')?.port);
const ENCODE =
  'in its user and password write @ as %40, / as %2F, # as %23, ? as %3F, : as %3A and % as %25.';

type Case = readonly [what: string, settings: () => Settings, sentence: () => string];

const CASES: readonly Case[] = [
  [
    'no PostgreSQL',
    () => ({ DATABASE_URL: `postgresql://user:secret@${NOBODY}/x` }),
    () => `DATABASE_URL: no PostgreSQL answers at ${NOBODY}; start it, or correct the address.`,
  ],
  [
    'an unknown machine of PostgreSQL',
    () => ({ DATABASE_URL: 'postgresql://user:secret@nowhere.invalid/x' }),
    () =>
      `DATABASE_URL: the machine of nowhere.invalid:5432 is not known; correct its name, and ${ENCODE}`,
  ],
  [
    'something else than PostgreSQL',
    () => ({ DATABASE_URL: `postgresql://user:secret@${new URL(store.access.endpoint).host}/x` }),
    () =>
      `DATABASE_URL: PostgreSQL at ${new URL(store.access.endpoint).host} does not answer (Connection terminated unexpectedly); look whether it runs and whether a firewall lets this machine reach it.`,
  ],
  [
    'a wrong password',
    () => by('guest:secret', 'postgres'),
    () =>
      `DATABASE_URL: PostgreSQL at 127.0.0.1:${serverPort} refuses the user "guest" with this password; correct them, and ${ENCODE}`,
  ],
  [
    'a password with a slash and more',
    () => by('guest:pass/word#secret', 'postgres'),
    () =>
      `DATABASE_URL: this cannot be read as postgresql://user:password@host:5432/name; ${ENCODE}`,
  ],
  [
    'a password with @ and a slash',
    () => by('guest:p@ss/secret', 'postgres'),
    () => `DATABASE_URL: the machine of ss:5432 is not known; correct its name, and ${ENCODE}`,
  ],
  [
    'a role that may not log in',
    () => by('no-login:password', 'postgres'),
    () =>
      `DATABASE_URL: PostgreSQL at 127.0.0.1:${serverPort} lets no user "no-login" in from here; make the role with LOGIN, or allow it in pg_hba.conf.`,
  ],
  [
    'a role to whom the database does not belong',
    () => by(`guest:${encodeURIComponent(PASSWORD)}`, foreignName),
    () =>
      `DATABASE_URL: the role "guest" may not make tables in the database "${foreignName}" at 127.0.0.1:${serverPort}, or does not own those that are there; make it the owner of the database and its tables.`,
  ],
  [
    'no such database',
    () => by('postgres:postgres', 'elsewhere'),
    () =>
      `DATABASE_URL: PostgreSQL at 127.0.0.1:${serverPort} has no database "elsewhere"; make it with createdb, or correct the name.`,
  ],
  [
    'a database in another encoding',
    () => by('postgres:postgres', 'latin'),
    () =>
      `DATABASE_URL: the database "latin" at 127.0.0.1:${serverPort} has the encoding LATIN1; make one with UTF8.`,
  ],
  [
    'a store that is down',
    () => inStore({ S3_ENDPOINT: `http://${NOBODY}` }),
    () => `S3_ENDPOINT: no store answers at http://${NOBODY}; start it, or correct the address.`,
  ],
  [
    'an unknown machine of the store',
    () => inStore({ S3_ENDPOINT: 'http://nowhere.invalid' }),
    () => 'S3_ENDPOINT: the machine of http://nowhere.invalid is not known; correct the address.',
  ],
  [
    'an address of the store without http',
    () => inStore({ S3_ENDPOINT: 'localhost:9000' }),
    () =>
      'These settings are wrong. S3_ENDPOINT: is an address such as https://s3.example. See .env.example.',
  ],
  [
    'a wrong key to the store',
    () => inStore({ S3_ACCESS_KEY_ID: 'AKIA' }),
    () =>
      `S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY: the store at ${store.access.endpoint} does not know the key "AKIA"; correct both.`,
  ],
  [
    'a wrong secret to the store',
    () => inStore({ S3_ENDPOINT: brokenAt('SignatureDoesNotMatch') }),
    () =>
      `S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY: the store at ${brokenAt('SignatureDoesNotMatch')} refuses this secret for the key "S3RVER"; correct both.`,
  ],
  [
    'a key without rights on the bucket',
    () => inStore({ S3_ENDPOINT: brokenAt('AccessDenied') }),
    () =>
      `S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY: the key "S3RVER" may not read and write the bucket "${store.access.bucket}" at ${brokenAt('AccessDenied')}; give it these rights.`,
  ],
  [
    'another region',
    () => inStore({ S3_ENDPOINT: brokenAt('AuthorizationHeaderMalformed') }),
    () =>
      `S3_REGION: the store at ${brokenAt('AuthorizationHeaderMalformed')} does not serve the region "us-east-1"; set the one that it expects.`,
  ],
  [
    'a store that is silent',
    () => inStore({ S3_ENDPOINT: brokenAt('silent') }),
    () =>
      `S3_ENDPOINT: the store at ${brokenAt('silent')} does not answer in time; look whether it runs and whether a firewall lets this machine reach it.`,
  ],
  [
    'no such bucket',
    () => inStore({ S3_BUCKET: 'elsewhere' }),
    () =>
      `S3_BUCKET: the store at ${store.access.endpoint} has no bucket "elsewhere"; make it, or correct the name.`,
  ],
  [
    'an unknown HOST',
    () => ({ DATABASE_URL: database, HOST: 'nowhere.invalid' }),
    () =>
      'HOST: "nowhere.invalid" is no address of this machine; set 127.0.0.1 for this machine alone, 0.0.0.0 for all of its addresses.',
  ],
  [
    'a HOST of another machine',
    () => ({ DATABASE_URL: database, HOST: '192.0.2.1' }),
    () =>
      'HOST: "192.0.2.1" is no address of this machine; set 127.0.0.1 for this machine alone, 0.0.0.0 for all of its addresses.',
  ],
  [
    'a taken PORT',
    () => ({ DATABASE_URL: database, PORT: takenPort() }),
    () =>
      `PORT: the port ${takenPort()} of 127.0.0.1 is taken by another program; stop that one, or set another port.`,
  ],
  [
    'a taken METRICS_PORT',
    () => ({ DATABASE_URL: database, METRICS_PORT: takenPort() }),
    () =>
      `METRICS_PORT: the port ${takenPort()} of 127.0.0.1 is taken by another program; stop that one, or set another port.`,
  ],
  [
    'a DATA_DIR where no folder can be made',
    () => ({ DATA_DIR: '/proc/nowhere' }),
    () =>
      "DATA_DIR: the folder /proc/nowhere cannot be made and written (ENOENT: no such file or directory, mkdir '/proc/nowhere'); name another one.",
  ],
  [
    'a DATA_DIR where no folder can be made, beside PostgreSQL',
    () => ({ DATA_DIR: '/proc/nowhere/data', DATABASE_URL: database }),
    () =>
      "DATA_DIR: the folder /proc/nowhere/data cannot be made and written (ENOENT: no such file or directory, mkdir '/proc/nowhere'); name another one.",
  ],
  [
    'a DATA_DIR that is a file',
    () => ({ DATA_DIR: join(process.cwd(), 'package.json') }),
    () => `DATA_DIR: ${process.cwd()}/package.json is a file, or lies below one; name a folder.`,
  ],
  [
    'a DATA_DIR below a file',
    () => ({ DATA_DIR: join(process.cwd(), 'package.json', 'data') }),
    () =>
      `DATA_DIR: ${process.cwd()}/package.json/data is a file, or lies below one; name a folder.`,
  ],
  [
    'a MAIL_FROM without an address',
    () => ({
      SMTP_URL: 'smtp://127.0.0.1',
      MAIL_FROM: 'Contrenote',
      PUBLIC_URL: 'https://contrenote.example',
    }),
    () =>
      'These settings are wrong. MAIL_FROM: is an address such as Contrenote <news@contrenote.example>. See .env.example.',
  ],
];

/**
 * What the built site is started with: one of each kind, and what only listening tells. The others are
 * given to the function that it opens its database and its store with.
 */
const STARTED = [
  'no PostgreSQL',
  'a store that is down',
  'an address of the store without http',
  'an unknown HOST',
  'a HOST of another machine',
  'a taken PORT',
  'a taken METRICS_PORT',
  'a DATA_DIR that is a file',
];
const isStarted = ([what]: Case): boolean => STARTED.includes(what);
const SECRET = /secret\b(?! for the key)/;

describe('the built site does not start, and says in one sentence why', () => {
  const started = CASES.filter(isStarted);

  test.each(started)('%s', async (_, settings, sentence) => {
    const { code, said } = await startToEnd({ DATA_DIR: join(folder, 'data'), ...settings() });
    expect(said).toEqual([sentence()]);
    expect(code).toBe(1);
    expect(said.join()).not.toMatch(SECRET);
  });

  test('an unknown HOST before it makes a table', async () => {
    const empty = await emptyDatabase();
    await startToEnd({
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: empty,
      HOST: 'nowhere.invalid',
    });
    const client = new pg.Client(empty);
    await client.connect();
    const { rows } = await client.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    );
    await client.end();
    expect(rows).toEqual([]);
  });

  test('with each of the settings named above', () => {
    expect(started).toHaveLength(STARTED.length);
  });
});

describe('what a site starts with is refused in one sentence', () => {
  test.each(CASES.filter((one) => !isStarted(one)))('%s', async (_, settings, sentence) => {
    const said = await refusalOf({ DATA_DIR: join(folder, 'data'), ...settings() });
    expect(said).toBe(sentence());
    expect(said).not.toMatch(SECRET);
  });
});

test('a password with all of these signs, encoded, lets the site start', async () => {
  const client = new pg.Client(`${server}/postgres`);
  await client.connect();
  await client.query('CREATE DATABASE guests OWNER guest TEMPLATE template0');
  await client.end();
  const settings = {
    DATA_DIR: join(folder, 'guests'),
    ...by(`guest:${encodeURIComponent(PASSWORD)}`, 'guests'),
  };
  // It starts, and on a busy machine that takes a while.
  const { code, said } = await startToEnd(settings, { endsHung: false });
  expect(said.at(-1)).toMatch(/^Contrenote is at/);
  expect(code).toBe(0);
});
