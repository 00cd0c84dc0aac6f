import type { PGlite } from '@electric-sql/pglite';
import type { SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils';

const CHECK = { sql: 'SET CONSTRAINTS ALL IMMEDIATE', args: [], argTypes: [] };

/** What went wrong of a transaction of the embedded database, as it ended; undefined where nothing did. */
export type Failures = Pick<WeakMap<object, unknown>, 'get'>;

/** Keeps how each transaction ended: the published adapter hears of a commit that failed, and says nothing. */
export function watchTransactions(pglite: PGlite): Failures {
  const failures = new WeakMap<object, unknown>();
  const transact: PGlite['transaction'] = pglite.transaction.bind(pglite);
  pglite.transaction = async (work) => {
    let own: object | null = null;
    try {
      return await transact((tx) => {
        own = tx;
        return work(tx);
      });
    } catch (error) {
      if (own !== null) failures.set(own, error);
      throw error;
    }
  };
  return failures;
}

/**
 * What the database refuses only as a transaction ends, the published adapter of the embedded one
 * loses: the transaction is undone and reported as done. So it is asked to check before it ends.
 */
export function checkedAtCommit(
  factory: SqlDriverAdapterFactory,
  failures: Failures,
): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect();
      const start = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async (level) => checked(await start(level), failures);
      return adapter;
    },
  };
}

function checked(transaction: Transaction, failures: Failures): Transaction {
  const commit = transaction.commit.bind(transaction);
  transaction.commit = async () => {
    try {
      await transaction.executeRaw(CHECK);
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
    await commit();
    const failure = failures.get(Reflect.get(transaction, 'client') as object);
    // As on a full disk: it would be acknowledged, and is lost.
    if (failure !== undefined) throw failure;
  };
  return transaction;
}
