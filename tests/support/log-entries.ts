import type { TestApp } from './app.ts';

/** Kinds of the transparency-log entries of a subject, marked where their salt was erased. */
export async function kindsInRecord({ database }: TestApp, subject: string): Promise<string[]> {
  const entries = await database.prisma.recordEntry.findMany({
    where: { subject },
    orderBy: { id: 'asc' },
  });
  return entries.map(({ kind, salt }) => (salt === null ? `${kind} (erased)` : kind));
}
