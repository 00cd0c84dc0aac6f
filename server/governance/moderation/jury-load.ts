import type { Db } from '#server/database/db.ts';
import { found } from '#server/core/errors.ts';
import { lockCase } from './load-case.ts';

/** A jury as its acts need it, moments as such. */
export type LoadedJury = NonNullable<Awaited<ReturnType<Db['jury']['findUnique']>>>;

/**
 * A jury, once nobody else acts on its case.
 * @throws AppError not-found.
 */
export async function lockJury(tx: Db, id: string): Promise<LoadedJury> {
  const { caseId } = found(await tx.jury.findUnique({ where: { id }, select: { caseId: true } }));
  await lockCase(tx.sql, caseId);
  return tx.jury.findUniqueOrThrow({ where: { id } });
}

/** The names of a pool, as the column holds them. */
export function namesOf({ pool }: Pick<LoadedJury, 'pool'>): string[] {
  return Array.isArray(pool) ? pool.map(String) : [];
}
