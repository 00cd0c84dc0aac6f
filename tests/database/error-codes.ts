import { databaseErrorCodes } from '#server/database/classify-database-error.ts';
import type { Db } from '#server/database/db.ts';
import type { TestApp } from '#tests/support/app.ts';

class Undone extends Error {}

/**
 * Runs statements past the program, in a transaction that is undone.
 * @returns the codes of the error; none where the database does what is asked.
 */
export function errorCodesOf(
  { database }: TestApp,
  ...statements: (readonly [string, ...unknown[]])[]
): Promise<string[]> {
  return codesIn(database.prisma, async (tx) => {
    for (const [text, ...values] of statements) await tx.$executeRawUnsafe(text, ...values);
    // Deferred triggers speak at the commit, which is not reached.
    await tx.$executeRawUnsafe('SET CONSTRAINTS ALL IMMEDIATE');
  });
}

async function codesIn(
  prisma: TestApp['database']['prisma'],
  act: (tx: Db) => Promise<void>,
): Promise<string[]> {
  try {
    await prisma.$transaction(async (tx) => {
      await act(tx);
      throw new Undone();
    });
  } catch (error) {
    if (error instanceof Undone) return [];
    return databaseErrorCodes(error);
  }
  return [];
}
