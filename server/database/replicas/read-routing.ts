import { AsyncLocalStorage } from 'node:async_hooks';
import { STATEMENT_TIMEOUT_MS } from '#server/database/connection-settings.ts';
import { databaseErrorCodes } from '#server/database/classify-database-error.ts';
import type { DatabaseClient, Database } from '#server/database/db.ts';
import type { Sql } from '#server/database/sql.ts';
import type { ReplicaMonitor } from './replica-monitor.ts';

/** State of a read request. */
type Reading = {
  /** WAL position of the visitor's last write; null where there was no recent one. */
  readonly own: bigint | null;
  /** Chosen replica; null: the primary; undefined until the first query. */
  source: Database | null | undefined;
  wrote: boolean;
  /** The request that made this one within the process (a page that calls the API). */
  readonly by: Reading | null;
};

/** A database whose queries inside `read` go to a replica, all others to the primary. */
export type Replicas = {
  readonly database: Database;
  /** Runs a read request; `own` is the WAL position after the visitor's last write. */
  readonly read: (own: bigint | null, run: () => void) => void;
  /** Whether the request wrote something. */
  readonly hasWritten: () => boolean;
};

const READS: ReadonlySet<string> = new Set([
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'count',
  'aggregate',
  'groupBy',
]);
/** Time-out of a replica in milliseconds: the longest that a request's statement may take. */
const REPLICA_TIMEOUT_MS = STATEMENT_TIMEOUT_MS.request.alone;
const RAW_READS: ReadonlySet<string> = new Set(['$queryRaw', '$queryRawUnsafe']);

/**
 * Routes queries between primary and replicas transparently. A read request uses one replica, chosen at
 * its first query. Whatever the replica rejects, such as a write, goes to the primary, with all later
 * queries of the request.
 */
export function routeReads(primary: Database, watch: ReplicaMonitor): Replicas {
  const requests = new AsyncLocalStorage<Reading>();
  const sourceOf = (reading: Reading): Database | null => {
    if (reading.source === undefined) reading.source = watch.pick(reading.own);
    return reading.source;
  };
  const noteWrite = (): void => {
    for (let at = requests.getStore() ?? null; at !== null; at = at.by) {
      at.source = null;
      at.wrote = true;
    }
  };
  /** Queries the request's replica; falls back to the primary where there is none or it fails. */
  const ask = async <Answer>(
    from: (database: Database) => PromiseLike<Answer>,
  ): Promise<Answer> => {
    const reading = requests.getStore();
    const replica = reading === undefined ? null : sourceOf(reading);
    if (reading === undefined || replica === null) return from(primary);
    try {
      return await withTimeout(from(replica));
    } catch (error) {
      if (isWrite(error)) noteWrite();
      else {
        reading.source = null;
        if (!hasCode(error)) watch.failed(replica);
      }
      return from(primary);
    }
  };
  const sql = ((asked: string, params?: readonly unknown[]) =>
    ask((database) => database.sql(asked, params))) as Sql;
  return {
    database: {
      ...primary,
      sql,
      shared: sql,
      own: sql,
      prisma: routePrisma(primary, { requests, ask, noteWrite, sql }),
    },
    read: (own, run) =>
      requests.run({ own, source: undefined, wrote: false, by: requests.getStore() ?? null }, run),
    hasWritten: () => requests.getStore()?.wrote === true,
  };
}

type Routing = {
  readonly requests: AsyncLocalStorage<Reading>;
  readonly ask: <Answer>(from: (database: Database) => PromiseLike<Answer>) => Promise<Answer>;
  readonly noteWrite: () => void;
  readonly sql: Sql;
};
type Call = (...args: readonly unknown[]) => PromiseLike<unknown>;

/** Wraps Prisma's client so that its reads follow the request's routing. */
function routePrisma(primary: Database, routing: Routing): DatabaseClient {
  const models = new Map<PropertyKey, unknown>();
  return new Proxy(primary.prisma, {
    get: (client, name) => {
      if (name === 'sql') return routing.sql;
      const value: unknown = Reflect.get(client, name, client);
      if (typeof value === 'function') {
        const call = value.bind(client) as Call;
        if (routing.requests.getStore() === undefined) return call;
        if (RAW_READS.has(String(name))) return route(routing, call, (of) => of.prisma, name);
        return String(name).startsWith('$') ? notingWrite(routing, call) : call;
      }
      if (typeof value !== 'object' || value === null || typeof name !== 'string') return value;
      if (!models.has(name)) models.set(name, routeModel(value, name, routing));
      return models.get(name);
    },
  });
}

function routeModel(model: object, name: string, routing: Routing): object {
  return new Proxy(model, {
    get: (delegate, method) => {
      const value: unknown = Reflect.get(delegate, method, delegate);
      if (typeof value !== 'function') return value;
      const call = value.bind(delegate) as Call;
      if (routing.requests.getStore() === undefined) return call;
      if (!READS.has(String(method))) return notingWrite(routing, call);
      return route(routing, call, (of) => Reflect.get(of.prisma, name) as object, method);
    },
  });
}

function notingWrite({ noteWrite }: Routing, call: Call): Call {
  return (...args) => {
    noteWrite();
    return call(...args);
  };
}

/**
 * Wraps a lazy Prisma call, which runs only when awaited, so that several can still be passed to
 * $transaction.
 */
function route(
  { ask }: Routing,
  call: Call,
  partOf: (database: Database) => object,
  method: PropertyKey,
): Call {
  return (...args) => {
    const onPrimary = call(...args);
    const begin = (): Promise<unknown> =>
      ask((database) => {
        const part = partOf(database);
        return (Reflect.get(part, method, part) as Call).apply(part, [...args]);
      });
    let begun: Promise<unknown> | undefined;
    const wait = (): Promise<unknown> => (begun ??= begin());
    return new Proxy(onPrimary, {
      get: (promise, name) => {
        if (name === 'then' || name === 'catch' || name === 'finally') {
          const waiting = wait();
          return (Reflect.get(waiting, name) as Call).bind(waiting);
        }
        const value: unknown = Reflect.get(promise, name, promise);
        return typeof value === 'function' ? (value as Call).bind(promise) : value;
      },
    });
  };
}

/**
 * Waits for a replica's answer with a time-out, since the primary can answer instead.
 * @throws after `REPLICA_TIMEOUT_MS`.
 */
async function withTimeout<Answer>(answer: PromiseLike<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const silent = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The replica does not answer.')), REPLICA_TIMEOUT_MS);
  });
  try {
    return await Promise.race([answer, silent]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a replica rejected a write (SQLSTATE 25006). */
function isWrite(error: unknown): boolean {
  return databaseErrorCodes(error).includes('25006');
}

/** Whether PostgreSQL itself rejected the query; a broken connection has no SQLSTATE of its own. */
function hasCode(error: unknown): boolean {
  return databaseErrorCodes(error).some(
    (code) => /^[0-9A-Z]{5}$/.test(code) && !/^(?:57P|08|P\d)/.test(code),
  );
}
