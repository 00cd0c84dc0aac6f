import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { CONNECT_MS, Connection } from './connections.ts';

/** Connections for migrations close so soon after use: the schema engine's lock goes with its connection alone. */
const IDLE_MS = 500;

/**
 * What Prisma's schema engine needs of the database at `config`. A script is run whole by the driver:
 * the published adapter cuts it at each semicolon.
 * @returns the adapter, and what ends its connections.
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
          runPatiently((text) => pool.query(text), script),
        ),
      connectToShadowDb: () => connectToShadow(config, pool),
    },
    close: () => pool.end(),
  };
}

/** OIDs of the internal one-byte type "char", which the system catalogue uses, and of `character`. */
const INTERNAL_CHAR_OID = 18;
const CHARACTER_OID = 1042;

/** By the rows of an answer: which columns are of the type "char". */
const charColumns = new WeakMap<object, readonly number[]>();

/**
 * A pool whose answers the published adapter can read: it refuses the type "char", which the schema
 * engine asks for as it reads a database.
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
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    allowExitOnIdle: true,
  });
  pool.on('error', () => undefined);
  return pool;
}

/** A database beside that of `config`, dropped when the engine is done with it. */
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

/** The adapter, with scripts that run whole, and columns of the type "char" as the engine wants them. */
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

/** How long the others may wait behind a migration that waits for its turn. */
const TURN = '2s';
const TRIES = 90;
const PAUSE_MS = 3_000;
/** Its turn did not come, or it waited for who waited for it. */
const TAKEN: readonly unknown[] = ['55P03', '40P01'];

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
      const taken = error instanceof Error && 'code' in error && TAKEN.includes(error.code);
      if (!taken || left === 0) throw error;
      await pause();
    }
  }
}
