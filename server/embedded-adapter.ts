import type { SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils';

const CHECK = { sql: 'SET CONSTRAINTS ALL IMMEDIATE', args: [], argTypes: [] };

/**
 * What the database refuses only as a transaction ends, the published adapter of the embedded one
 * loses: the transaction is undone and reported as done. So it is asked to check before it ends.
 */
export function checkedAtCommit(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect();
      const start = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async (level) => checked(await start(level));
      return adapter;
    },
  };
}

function checked(transaction: Transaction): Transaction {
  const commit = transaction.commit.bind(transaction);
  transaction.commit = async () => {
    try {
      await transaction.executeRaw(CHECK);
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
    await commit();
  };
  return transaction;
}
