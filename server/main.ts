import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createPasswordHasher } from './identity/accounts/password-hashing.ts';
import { buildApp } from './app.ts';
import { openSlotsOfSite } from './collective/pledges/open-slots.ts';
import type { SlotStore } from './collective/pledge-slots/slot-store.ts';
import { readBuiltAssetPaths } from './site/built-assets.ts';
import { closeAll } from './core/close-all.ts';
import { SQL_OBJECTS_LABEL } from '#server/database/sql-files/read-sql-files.ts';
import { readDemoState } from './portability/demo/demo-state.ts';
import type { OverlayScript } from './site/deps.ts';
import { readEnvironment } from './core/env.ts';
import { explainFailure } from '#server/operations/explain-failure.ts';
import { createSanitizer } from './media/files/sanitizer.ts';
import { watchStore } from './media/files/watched-store.ts';
import { createRenderAhead } from './community/forum/render-before-transaction.ts';
import { seedCategories } from './community/forum/seed-categories.ts';
import { seedWatchedWords } from './community/watched-words/seed-watched-words.ts';
import { readHelpPlaces } from './site/legal-help/read-help-places.ts';
import { startJobs } from './operations/jobs/start-jobs.ts';
import { upgradeEncryptedRows } from './operations/upgrade-encrypted-rows.ts';
import { findBlankLegalSettings } from './governance/legal/legal-settings.ts';
import { countAtFirst } from './database/kept-counts.ts';
import { connectionName, migrateAtStart } from './database/migrations/expand-and-contract.ts';
import { withStartupLock } from './database/migrations/startup-lock.ts';
import { findLossyPostgresSettings } from './operations/health/lossy-settings.ts';
import { limitMemory } from './operations/health/limit-memory.ts';
import { createMetrics, serveMetrics } from './operations/health/metrics.ts';
import { createOcrReader } from './media/ocr/ocr-reader.ts';
import { PUBLIC_ADDRESSES_ONLY, createSafeFetch } from '#server/core/safe-fetch/safe-fetch.ts';
import { makeDueEditions, openEditionDeps } from './evidence/barometer/make-editions.ts';
import { upgradeShownCommitments } from './evidence/publication/upgrade-shown-commitments.ts';
import { upgradeTaskReportEntries } from './evidence/tasks/upgrade-task-report-entries.ts';
import { upgradeFigures } from './evidence/standings/upgrade-figures.ts';
import { readSeededDomains, seedPlatforms } from './evidence/standings/seed-platforms.ts';
import { seedPlatformsOfToday } from './evidence/standings/seed-platforms-of-today.ts';
import { openLogSigningKeys } from './transparency-log/signing-keys.ts';
import { openChangeFeed } from './database/changes/change-feed.ts';
import { withReplicaReads } from './database/replicas/read-from-replicas.ts';
import {
  openShreddingKeys,
  openSiteStores,
  temporaryFolderOf,
} from '#server/operations/open-stores.ts';
import { openSecrets } from './core/secrets.ts';
import { explainListenError } from './core/setting-errors/explain-listen-error.ts';
import { requireOwnAddress } from './core/setting-errors/require-own-address.ts';
import { explainStoreErrors } from './media/files/explain-store-error.ts';
import { checkRowsAgainstShapes } from './database/sql.ts';
import { storeExchangeRates } from '#server/directory/reference-data/exchange-rates.ts';
import { readReferenceTables } from '#server/directory/reference-data/read-reference-tables.ts';

const ROOT = process.cwd();
const CLIENT_FOLDER = join(ROOT, 'dist', 'client');
const OCR_FOLDER = join(ROOT, 'dist', 'ocr');
const DEMO = join(ROOT, 'dist', 'demo.tar.gz');
/**
 * Connections that wait to be accepted; the system may allow fewer. Node's 511 overflow where a thousand
 * come at once, and some of them are reset.
 */
const LISTEN_BACKLOG = 4_096;

/** Imported once: each `import()` resolves anew, for a thirtieth of a member's page. */
let view: Promise<typeof import('#web/server-entry.ts')> | undefined;
const loadView = () => (view ??= import('#web/server-entry.ts'));

try {
  await start();
} catch (error) {
  console.error(explainFailure(error));
  process.exit(1);
}

async function start(): Promise<void> {
  // Files are readable by their owner only.
  process.umask(0o077);
  const env = readEnvironment(process.env);
  limitMemory(env);
  const { values } = parseArgs({
    options: { demo: { type: 'boolean' }, dev: { type: 'boolean' } },
  });
  const development = values.dev === true;
  const sources = development
    ? await (await import('./site/vite-development.ts')).openViteDevelopment()
    : null;
  if (development) checkRowsAgainstShapes((mismatch) => console.error(mismatch.message));
  let stopping = false;
  const clock = (): Date => new Date();
  // Before the migrations: a start that fails must not change anything.
  await requireOwnAddress('', env);
  if (env.metrics !== null) await requireOwnAddress('METRICS_', env.metrics);
  const { database, store: openedStore } = await openSiteStores(env, (lastLines) => {
    console.error(
      `The embedded PostgreSQL has ended, and is started again. Its last lines:\n${lastLines}`,
    );
  });
  for (const setting of await findLossyPostgresSettings(database)) {
    console.warn(
      `PostgreSQL: ${setting}. What it acknowledges may be lost; see docs/operating.md.`,
    );
  }
  const { tables, secrets } = await withStartupLock(database.url, async () => {
    const { applied, waiting, code } = await migrateAtStart(
      database,
      join(ROOT, 'prisma', 'migrations'),
      env,
    );
    const done = applied.length === 0 && code ? [SQL_OBJECTS_LABEL] : applied;
    if (done.length > 0) console.log(`Database brought up to date: ${done.join(', ')}`);
    if (waiting.length > 0) {
      console.warn(
        `Waits until no process of an older version runs: ${waiting.join(', ')}. Then give npm run db:migrate -- --finish.`,
      );
    }
    await countAtFirst(database);
    const ownSecrets = openSecrets(env.secretKey, env.dataDir, await openShreddingKeys(env));
    if (values.demo === true) {
      const { loadDemo } = await import('./portability/demo/load-demo.ts');
      await loadDemo({
        database,
        store: openedStore,
        secrets: ownSecrets,
        snapshot: DEMO,
        now: clock(),
        say: console.log,
      });
    }
    const seed = join(ROOT, 'prisma', 'seed');
    await seedPlatforms(database, seed, clock());
    // The demo is an invented community on the platforms of its snapshot.
    if (values.demo !== true) await seedPlatformsOfToday(database, seed, clock());
    await seedWatchedWords(database, seed, clock());
    await seedCategories(database, seed);
    const read = readReferenceTables(seed, env.dataDir);
    await storeExchangeRates(database, read.rates);
    await upgradeFigures(database, clock());
    // Before the first request: who got a token from an older version gets no second one.
    await upgradeEncryptedRows(database, ownSecrets, clock());
    await upgradeShownCommitments(database, clock());
    await upgradeTaskReportEntries(database, clock());
    if (values.demo === true) {
      // Once the exchange rates are there, and before a visitor comes; else the job makes them.
      await makeDueEditions(database, openEditionDeps(ownSecrets, env.dataDir), clock());
    }
    return { tables: read, secrets: ownSecrets };
  });

  const openSlots = (): Promise<SlotStore> => openSlotsOfSite(env, secrets);
  const slots = await (env.s3 === null ? openSlots() : explainStoreErrors(env.s3, openSlots));
  const temporaryFolder = temporaryFolderOf(env);
  const worker = (source: string, bundle: string): { workerPath: string; execArgv: string[] } =>
    development
      ? { workerPath: join(ROOT, 'server', source), execArgv: ['--import', 'tsx'] }
      : { workerPath: join(import.meta.dirname, bundle), execArgv: [] };
  const passwords = createPasswordHasher({
    ...worker('identity/accounts/password-strength-worker.ts', 'password-strength-worker.js'),
    reportNotStarted: (cause) => app.log.error(`no thread judges passwords: ${cause}`),
  });
  const renderAhead = createRenderAhead({
    ...worker('community/forum/render-worker.ts', 'render-worker.js'),
    reportNotStarted: (cause) => app.log.error(`no thread renders posts: ${cause}`),
  });
  const sanitizer = createSanitizer({
    temporaryFolder,
    ...worker('media/files/sanitizer-worker.ts', 'sanitizer-worker.js'),
    reportNotStarted: (cause) => app.log.error(`no process sanitises pictures: ${cause}`),
  });
  const reader = createOcrReader({
    ...worker('media/ocr/ocr-worker.ts', 'ocr-worker.js'),
    reportNotStarted: (cause) => app.log.error(`no process reads pictures: ${cause}`),
  });
  const metrics = createMetrics(database);
  const store = watchStore(openedStore, (operation, error) => {
    metrics.storeWorks(operation, error === null);
    if (error === null) app.log.warn(`store of pictures: ${operation} works again`);
    else app.log.error({ err: error }, `store of pictures: ${operation} fails`);
  });
  const reading = withReplicaReads(database, env.replicaUrls);
  // A replica may not have yet what the primary announces.
  const changes =
    env.pageAgeMs === 0 || env.replicaUrls.length > 0
      ? null
      : await openChangeFeed(
          database,
          connectionName(),
          // Of another process's writes this one learns by asking.
          env.processes > 1 ? 0 : undefined,
        );
  const app = await buildApp({
    ...reading.deps,
    changes,
    metrics,
    isStopping: () => stopping,
    store,
    passwords,
    renderAhead,
    sanitizer,
    reader,
    temporaryFolder,
    secrets,
    slots,
    tables,
    help: readHelpPlaces(join(ROOT, 'prisma', 'seed'), env.dataDir),
    seededDomains: await readSeededDomains(join(ROOT, 'prisma', 'seed')),
    env,
    clock,
    view: sources?.view ?? loadView,
    assets: development
      ? {
          script: '/web/client.ts',
          style: '/web/styles/site.css',
          firstScreens: null,
          tools: '/web/styles/tools.css',
          workbook: '/web/styles/workbook-page.css',
        }
      : await readBuiltAssetPaths(CLIENT_FOLDER),
    clientFolder: development ? null : CLIENT_FOLDER,
    ocrFolder: OCR_FOLDER,
    overlay: await readOverlay(),
    verifier: await readFile(join(ROOT, 'dist', 'record', 'verify.mjs'), 'utf8'),
    safeFetch: createSafeFetch(PUBLIC_ADDRESSES_ONLY),
    demo: (await readDemoState(database)) !== 'none',
  });
  await sources?.serve(app);
  const { publicUrl, dataDir } = env;
  const jobs = startJobs({
    database,
    secrets,
    slots,
    store,
    temporaryFolder,
    keys: openLogSigningKeys(env, secrets),
    env,
    publicUrl,
    dataDir,
    clock,
    log: app.log,
  });

  for (const name of env.publicUrl === null ? [] : findBlankLegalSettings(env.legal)) {
    console.warn(`${name} is not set: every page says "installation incomplète".`);
  }
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    // Load balancers see at /readyz that this process is stopping, and send no new requests.
    await sleep(env.drainMs);
    const closed = await closeAll(
      [
        // Finishes requests in progress, and closes keep-alive connections.
        ['the server', () => app.close()],
        ['metrics', () => metricsServer?.close()],
        ['jobs', () => jobs.stop()],
        ['the judge of passwords', () => passwords.close()],
        ['the renderer of posts', () => renderAhead.close()],
        ['the sanitizer', () => sanitizer.close()],
        ['the reader', () => reader.close()],
        // Waiting pledges stay in their slots: sending one alone would reveal its author.
        ['pledges', () => slots.close()],
        ['replicas', () => reading.close()],
        ['the feed of changes', () => changes?.close()],
        ['the database', () => database.close()],
      ],
      (name, error) => console.error(`Not closed: ${name}. ${explainFailure(error)}`),
    );
    if (!closed) process.exitCode = 1;
  };
  // A terminal signals the whole process group, and npm signals again: the second signal is ignored.
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop());

  const metricsServer = env.metrics === null ? null : await serveMetrics(metrics, env.metrics);
  const address = await app
    .listen({ host: env.host, port: env.port, backlog: LISTEN_BACKLOG })
    .catch((error: unknown) => {
      throw explainListenError('', env, error);
    });
  console.log(`Contrenote is at ${env.publicUrl ?? address}`);
}

/** Reads the built userscript, and the package's version. */
async function readOverlay(): Promise<OverlayScript> {
  const script = join(ROOT, 'dist', 'overlay', 'overlay.js');
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { script: await readFile(script, 'utf8'), version };
}
