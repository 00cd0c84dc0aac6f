import type { Db } from '#server/database/db.ts';
import { requireFound } from '#server/core/errors.ts';
import { lockCase } from '#server/governance/cases/load-case.ts';

export type LoadedJury = NonNullable<Awaited<ReturnType<Db['jury']['findUnique']>>>;

/**
 * Loads a jury after locking its case.
 * @throws AppError not-found.
 */
export async function lockJury(tx: Db, id: string): Promise<LoadedJury> {
  const { caseId } = requireFound(
    await tx.jury.findUnique({ where: { id }, select: { caseId: true } }),
  );
  await lockCase(tx.sql, caseId);
  return tx.jury.findUniqueOrThrow({ where: { id } });
}

export function parsePoolNames({ pool }: Pick<LoadedJury, 'pool'>): string[] {
  return Array.isArray(pool) ? pool.map(String) : [];
}
