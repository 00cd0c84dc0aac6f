import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { CONNECT_TIMEOUT_MS, Connection } from './connection-settings.ts';

/**
 * Idle time after which a migration connection closes: the schema engine's advisory lock lasts as long
 * as its connection.
 */
const IDLE_MS = 500;

/**
 * Creates the driver adapter for Prisma's schema engine. It sends a script to the driver as a whole,
 * where the published adapter splits it at each semicolon.
 * @returns the adapter, and a function that closes its connections.
 */
export function openMigrationAdapter(config: pg.ClientConfig): {
  adapter: SqlMigrationAwareDriverAdapterFactory;
  close: () => Promise<void>;
} {
  const pool = openPool(config);
  const factory = new PrismaPg(pool);
  return {
    adapter: {
      provider: 'postgres',
      adapterName: factory.adapterName,
      connect: async () =>
        completed(await factory.connect(), (script) =>
          runWithLockTimeout((text) => pool.query(text), script),
        ),
      connectToShadowDb: () => connectToShadow(config, pool),
    },
    close: () => pool.end(),
  };
}

/** OID of the internal one-byte type "char", used by the system catalogue. */
const INTERNAL_CHAR_OID = 18;
/** OID of the type `character`. */
const CHARACTER_OID = 1042;

/** Indexes of the columns of type "char", by the row array of a result. */
const charColumns = new WeakMap<object, readonly number[]>();

/**
 * A pool that maps the type "char" to `character`: the schema engine reads it from the catalogue, and
 * the published adapter rejects it.
 */
class CataloguePool extends pg.Pool {
  override query = (async (...args: Parameters<pg.Pool['query']>) => {
    const answer = (await super.query(...args)) as unknown as pg.QueryResult;
    const fields = answer.fields ?? [];
    const columns = fields.flatMap((field, nth) =>
      field.dataTypeID === INTERNAL_CHAR_OID ? [nth] : [],
    );
    if (columns.length === 0) return answer;
    for (const nth of columns) Object.assign(fields[nth] ?? {}, { dataTypeID: CHARACTER_OID });
    charColumns.set(answer.rows, columns);
    return answer;
  }) as unknown as pg.Pool['query'];
}

function openPool(config: pg.ClientConfig): pg.Pool {
  const pool = new CataloguePool({
    ...config,
    Client: Connection,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_MS,
    allowExitOnIdle: true,
  });
  pool.on('error', () => undefined);
  return pool;
}

/** Creates a shadow database on the same server, which is dropped when the schema engine closes it. */
async function connectToShadow(config: pg.ClientConfig, pool: pg.Pool): Promise<SqlDriverAdapter> {
  const name = `shadow_${randomBytes(8).toString('hex')}`;
  await pool.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  const address = new URL(config.connectionString ?? '');
  address.pathname = `/${name}`;
  const shadow = openPool({ ...config, connectionString: address.href });
  const adapter = completed(await new PrismaPg(shadow).connect(), (script) => shadow.query(script));
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await shadow.end();
    await pool.query(`DROP DATABASE ${name} WITH (FORCE)`);
  };
  return adapter;
}

/**
 * Patches the adapter: runs scripts as a whole, and restores the type of "char" columns, which the
 * engine expects.
 */
function completed(
  adapter: SqlDriverAdapter,
  runScript: (script: string) => Promise<unknown>,
): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const answer = await queryRaw(query);
    for (const nth of charColumns.get(answer.rows) ?? []) {
      answer.columnTypes[nth] = ColumnTypeEnum.Character;
    }
    return answer;
  };
  adapter.executeScript = async (script) => {
    await runScript(script);
  };
  return adapter;
}

/**
 * `lock_timeout` of a migration; short, since queries queue behind a statement that waits for its lock.
 */
const LOCK_TIMEOUT = '2s';
const TRIES = 90;
const PAUSE_MS = 3_000;
/** SQLSTATEs of lock time-outs and deadlocks. */
const LOCK_ERRORS: readonly unknown[] = ['55P03', '40P01'];

/**
 * Runs a migration script while the site is in use. A statement that waits for a table lock blocks all
 * queries after it, so it gives up after a short `lock_timeout` and is retried for some minutes. A
 * script is one transaction, except one with CONCURRENTLY, which takes no blocking lock and runs
 * without a time-out.
 */
export async function runWithLockTimeout(
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
      await run(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}';\n${script}`);
      return;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && LOCK_ERRORS.includes(error.code);
      if (!taken || left === 0) throw error;
      await pause();
    }
  }
}
