import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import {
  createPasswordHasher,
  type PasswordHasher,
} from '#server/identity/accounts/password-hashing.ts';
import { buildApp } from '#server/app.ts';
import { openChangeFeed } from '#server/database/changes/change-feed.ts';
import { openPostgres, type Database } from '#server/database/db.ts';
import { openSlotStore, type SlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import { readBuiltAssetPaths } from '#server/site/built-assets.ts';
import { readEnvironment } from '#server/core/env.ts';
import { createDiskStore } from '#server/media/files/disk-store.ts';
import { createSanitizer, type Sanitizer } from '#server/media/files/sanitizer.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { watchStore, type StoreReport } from '#server/media/files/watched-store.ts';
import { readHelpPlaces } from '#server/site/legal-help/read-help-places.ts';
import { createMetrics } from '#server/operations/health/metrics.ts';
import {
  createRenderAhead,
  type RenderAhead,
} from '#server/community/forum/render-before-transaction.ts';
import { readSeededDomains } from '#server/evidence/standings/seed-platforms.ts';
import { createOcrReader, type OcrReader } from '#server/media/ocr/ocr-reader.ts';
import { createSafeFetch, type SafeFetchSettings } from '#server/core/safe-fetch/safe-fetch.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { recomputeStaleFigures } from '#server/evidence/recompute/recompute-stale-figures.ts';
import { storeExchangeRates } from '#server/directory/reference-data/exchange-rates.ts';
import { readReferenceTables } from '#server/directory/reference-data/read-reference-tables.ts';
import * as view from '#web/server-entry.ts';
import { withClashes } from './forced-retries.ts';
import { atEndOfFile } from './cleanup.ts';
import { EMPTY_TEMPLATE, TEMPLATE, TEST_START } from './postgres.ts';
import { HANG_MS } from './hang-timeout.ts';
import { QUICK } from './child-process.ts';
import { makeTestDatabase } from './test-database.ts';

export { TEST_START };
export const ORIGIN = 'http://localhost';

export type TestApp = {
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly store: FileStore;
  readonly reader: OcrReader;
  readonly slots: SlotStore;
  readonly dataDir: string;
  readonly clock: { now: Date; advanceDays: (days: number) => void };
  /** Recomputes queued figures, as the site does in the background after each write. */
  readonly catchUp: () => Promise<number>;
  /** Sends a GET request as a visitor, or as the member with this cookie. */
  readonly get: (path: string, cookie?: string) => Promise<LightMyRequestResponse>;
  /** Sends a POST request with JSON, from our own origin. */
  readonly post: (
    path: string,
    payload: object,
    cookie?: string,
    options?: InjectOptions,
  ) => Promise<LightMyRequestResponse>;
};

type Settings = {
  /** With an empty migrated database, without seed data. */
  empty?: boolean;
  demo?: boolean;
  /** A migrated database of its own, instead of a clone of the template. */
  databaseUrl?: string;
  /** Whether the first run of each transaction is rolled back (PostgreSQL only). */
  clashes?: boolean;
  environment?: Record<string, string>;
  /** With the built scripts and styles, for browser tests. */
  built?: boolean;
  /** DNS and HTTP servers for outgoing requests; none can be reached by default. */
  safeFetch?: SafeFetchSettings;
  /** Picture store; default: the data folder. */
  store?: FileStore;
  /** A sanitizer of its own, for tests that count its processes. */
  sanitizer?: Sanitizer;
  /** How long the response to a write waits for recomputed figures. */
  figuresWaitMs?: number;
  /** Keeps pages for visitors until what they show changes, for no time on any other ground. */
  keepsPages?: boolean;
  /** Called when the picture store fails or recovers. */
  reportStore?: StoreReport;
};

/** Uses the built workers, which start in a third of the time that TypeScript sources take. */
const BUILT = join(process.cwd(), 'dist', 'server');
const CLIENT_FOLDER = join(process.cwd(), 'dist', 'client');

const NOBODY: SafeFetchSettings = {
  nameServers: ['127.0.0.1:9'],
  mayCall: () => false,
  protocol: 'http:',
  port: 9,
};

/**
 * Builds the production app on a database of its own, cloned from the migrated and seeded template;
 * everything is deleted after the file's last test.
 */
export async function createTestApp(settings: Settings = {}): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-test-'));
  const clock = {
    now: TEST_START,
    advanceDays: (days: number) => {
      clock.now = new Date(clock.now.getTime() + days * 86_400_000);
    },
  };
  const opened = await openPostgres(
    settings.databaseUrl ??
      (await makeTestDatabase(settings.empty === true ? EMPTY_TEMPLATE : TEMPLATE)),
  );
  const database = (settings.clashes ?? CLASHES) ? withClashes(opened) : opened;
  const temporaryFolder = join(dataDir, 'tmp');
  const store = watchStore(
    settings.store ?? createDiskStore(join(dataDir, 'files')),
    settings.reportStore ?? (() => undefined),
    // Each request to /readyz runs the check, independent of the clock.
    -1,
  );
  const { passwords, renderAhead, reader, ...looker } = lookers();
  const sanitizer = settings.sanitizer ?? looker.sanitizer;
  const env = readEnvironment({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    MAX_LAG_MS: '0',
    PAGE_AGE_MS: settings.keepsPages === true ? '1' : '0',
    ...settings.environment,
  });
  const tables = readReferenceTables(join(process.cwd(), 'prisma', 'seed'), dataDir);
  await storeExchangeRates(database, tables.rates);
  const secrets = openSecrets(env.secretKey, dataDir);
  const slots = await openSlotStore(join(dataDir, 'pledges'), secrets.keyFor('waiting pledges'), {
    slots: 256,
  });
  const changes = settings.keepsPages === true ? await openChangeFeed(database, 'a test', 0) : null;
  const app = await buildApp({
    database,
    changes,
    metrics: createMetrics(database),
    isStopping: () => false,
    store,
    passwords,
    renderAhead,
    sanitizer,
    reader,
    temporaryFolder,
    secrets,
    slots,
    tables,
    help: readHelpPlaces(join(process.cwd(), 'prisma', 'seed'), dataDir),
    seededDomains: await readSeededDomains(join(process.cwd(), 'prisma', 'seed')),
    env,
    clock: () => clock.now,
    // No test depends on timing: a response waits for its figures as long as needed.
    figuresWaitMs: settings.figuresWaitMs ?? HANG_MS,
    awaitsFollowUp: true,
    view: async () => view,
    assets:
      settings.built === true
        ? await readBuiltAssetPaths(CLIENT_FOLDER)
        : {
            script: '/assets/client.js',
            style: '/assets/client.css',
            firstScreens: null,
            tools: '/assets/tools.css',
            workbook: '/assets/workbook.css',
          },
    clientFolder: settings.built === true ? CLIENT_FOLDER : dataDir,
    ocrFolder: null,
    verifier: '// The file that checks the site.',
    overlay: { script: 'overlay();', version: '1.2.3' },
    safeFetch: createSafeFetch(settings.safeFetch ?? NOBODY),
    demo: settings.demo ?? false,
  });
  const site: TestApp = {
    app,
    database,
    store,
    reader,
    slots,
    dataDir,
    clock,
    catchUp: () => recomputeStaleFigures(database, clock.now),
    get: (path, cookie) =>
      app.inject({ url: path, headers: { host: 'localhost', ...(cookie ? { cookie } : {}) } }),
    post: (path, payload, cookie, options) =>
      app.inject({
        method: 'POST',
        url: path,
        payload,
        ...options,
        headers: {
          host: 'localhost',
          origin: ORIGIN,
          ...(cookie ? { cookie } : {}),
          ...options?.headers,
        },
      }),
  };
  atEndOfFile(async () => {
    await app.close();
    await slots.close();
    await changes?.close();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
    // Test files keep the variable alive; without its properties the app can be garbage-collected.
    for (const name of Object.keys(site)) Reflect.deleteProperty(site, name);
  });
  return site;
}

type Lookers = {
  readonly passwords: PasswordHasher;
  readonly renderAhead: RenderAhead;
  readonly sanitizer: Sanitizer;
  readonly reader: OcrReader;
};
let looking: Lookers | null = null;

/**
 * Workers that take seconds to start, shared by all test files. They exit when idle, or with their
 * parent.
 */
function lookers(): Lookers {
  if (!existsSync(join(BUILT, 'password-strength-worker.js'))) {
    throw new Error('The workers are not built: "npm run build" makes them, once.');
  }
  looking ??= {
    passwords: createPasswordHasher({ workerPath: join(BUILT, 'password-strength-worker.js') }),
    renderAhead: createRenderAhead({ workerPath: join(BUILT, 'render-worker.js') }),
    sanitizer: createSanitizer({
      temporaryFolder: tmpdir(),
      workerPath: join(BUILT, 'sanitizer-worker.js'),
    }),
    reader: createOcrReader({ workerPath: join(BUILT, 'ocr-worker.js'), execArgv: QUICK }),
  };
  // A copy, since a test may replace its methods.
  return { ...looking, reader: { ...looking.reader } };
}

/** Rolls back the first run of each transaction, in all test files. */
const CLASHES = process.env['CONTRENOTE_CLASHES'] === 'true';
