import { AsyncLocalStorage } from 'node:async_hooks';
import { STATEMENT_MS } from '#server/database/connections.ts';
import { databaseCodes } from '#server/database/errors.ts';
import type { Client, Database } from '#server/database/db.ts';
import type { Sql } from '#server/database/sql.ts';
import type { Watch } from './watch.ts';

/** What a request that reads may be answered from. */
type Reading = {
  /** What it must see of its own; null where it wrote nothing lately. */
  readonly own: bigint | null;
  /** Undefined until it has read. */
  source: Database | null | undefined;
  wrote: boolean;
  /** The request that asked for this one, in this process. */
  readonly by: Reading | null;
};

/** A database that reads from replicas within `read`, and from the primary elsewhere. */
export type Replicas = {
  readonly database: Database;
  /** Runs a request that reads; `own` is how far the log was after its sender's last write. */
  readonly read: (own: bigint | null, run: () => void) => void;
  /** Whether the request has written after all. */
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
/** Milliseconds until a replica is taken to be silent: those that a statement of a request may take. */
const SILENT_MS = STATEMENT_MS.request.alone;
const RAW_READS: ReadonlySet<string> = new Set(['$queryRaw', '$queryRawUnsafe']);

/**
 * Lets queries be written as if there were one database. A request that reads is answered by one
 * replica, chosen as it begins to read; whatever a replica refuses, a write above all, goes to the
 * primary, and all that the request reads after it.
 */
export function readFromReplicas(primary: Database, watch: Watch): Replicas {
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
  /** Asks the replica of this request, and the primary where there is none or it does not answer. */
  const ask = async <Answer>(
    from: (database: Database) => PromiseLike<Answer>,
  ): Promise<Answer> => {
    const reading = requests.getStore();
    const replica = reading === undefined ? null : sourceOf(reading);
    if (reading === undefined || replica === null) return from(primary);
    try {
      return await inTime(from(replica));
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
    database: { ...primary, sql, prisma: routePrisma(primary, { requests, ask, noteWrite, sql }) },
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

/** The same client, whose reads go where those of the request go. */
function routePrisma(primary: Database, routing: Routing): Client {
  const models = new Map<PropertyKey, unknown>();
  return new Proxy(primary.prisma, {
    get: (client, name) => {
      if (name === 'sql') return routing.sql;
      const value: unknown = Reflect.get(client, name, client);
      if (typeof value === 'function') {
        const call = value.bind(client) as Call;
        if (routing.requests.getStore() === undefined) return call;
        if (RAW_READS.has(String(name))) return route(routing, call, (of) => of.prisma, name);
        return String(name).startsWith('$') ? noting(routing, call) : call;
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
      if (!READS.has(String(method))) return noting(routing, call);
      return route(routing, call, (of) => Reflect.get(of.prisma, name) as object, method);
    },
  });
}

function noting({ noteWrite }: Routing, call: Call): Call {
  return (...args) => {
    noteWrite();
    return call(...args);
  };
}

/** A call that begins once somebody waits for it, as the client's own do: in a list they are one write. */
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
 * The answer of a replica, which the primary can give as well: nobody waits for one that stops or falls
 * silent.
 * @throws where it takes longer than `SILENT_MS`.
 */
async function inTime<Answer>(answer: PromiseLike<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const silent = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The replica does not answer.')), SILENT_MS);
  });
  try {
    return await Promise.race([answer, silent]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a replica says to a write. */
function isWrite(error: unknown): boolean {
  return databaseCodes(error).includes('25006');
}

/** What PostgreSQL itself said no to; a broken line has no code of its own. */
function hasCode(error: unknown): boolean {
  return databaseCodes(error).some(
    (code) => /^[0-9A-Z]{5}$/.test(code) && !/^(?:57P|08|P\d)/.test(code),
  );
}
