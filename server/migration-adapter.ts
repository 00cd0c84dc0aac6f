import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';

/**
 * What the schema engine needs of a database. A script is run whole by the driver: the published
 * adapters cut it at each semicolon, or do not wait for it, so that its errors would be lost.
 */
export function migrationAdapter(
  factory: { adapterName: string; connect: () => Promise<SqlDriverAdapter> },
  runScript: (script: string) => Promise<unknown>,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: factory.adapterName,
    connect: async () => withScripts(await factory.connect(), runScript),
    connectToShadowDb: async () => {
      const shadow = await createScratch();
      const adapter = await new PrismaPGlite(shadow).connect();
      return withScripts(adapter, (script) => shadow.exec(script));
    },
  };
}

function withScripts(
  adapter: SqlDriverAdapter,
  runScript: (script: string) => Promise<unknown>,
): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    await runScript(script);
  };
  return adapter;
}

/** An empty database in memory, with what the migrations need. */
export function createScratch(): Promise<PGlite> {
  return PGlite.create({ dataDir: 'memory://', extensions: { pg_trgm } });
}

/** How long the others may wait behind a migration that waits for its turn. */
const TURN = '2s';
const TRIES = 90;
const PAUSE_MS = 3_000;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Runs a script where others work: what waits for a table that a long reading holds keeps all from it
 * who come after, so it gives up soon, lets them pass and tries again, for some minutes. A script is
 * done wholly or not at all; one that says CONCURRENTLY waits for nobody in the way.
 */
export async function runPatiently(
  run: (text: string) => Promise<unknown>,
  script: string,
  pause: () => Promise<unknown> = () => sleep(PAUSE_MS),
): Promise<void> {
  if (/\bCONCURRENTLY\b/i.test(script)) {
    await run(script);
    return;
  }
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      await run(`SET LOCAL lock_timeout = '${TURN}';\n${script}`);
      return;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
      if (!taken || left === 0) throw error;
      await pause();
    }
  }
}
