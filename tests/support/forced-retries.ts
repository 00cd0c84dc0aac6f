import type { Database } from '#server/database/db.ts';

type Act = (tx: unknown) => Promise<unknown>;
type Transact = (act: unknown, options?: unknown) => Promise<unknown>;

/**
 * A database that rolls back the first run of every transaction at its end, as after a deadlock:
 * reveals side effects that are harmful when repeated.
 */
export function withClashes(database: Database): Database {
  const { prisma } = database;
  const transact = Reflect.get(prisma, '$transaction') as Transact;
  const clashing: Transact = (act, options) => {
    if (typeof act !== 'function') return transact(act, options);
    let first = true;
    return transact(async (tx: unknown) => {
      const result = await (act as Act)(tx);
      if (first) {
        first = false;
        throw Object.assign(new Error('undone once, for the test'), { code: '40001' });
      }
      return result;
    }, options);
  };
  return {
    ...database,
    prisma: new Proxy(prisma, {
      get: (client, name) =>
        name === '$transaction' ? clashing : (Reflect.get(client, name) as unknown),
    }),
  };
}
