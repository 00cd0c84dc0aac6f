import type { TestApp } from './app.ts';

/** What the record says was done to a subject, and whether it still says what it was. */
export async function kindsInRecord({ database }: TestApp, subject: string): Promise<string[]> {
  const entries = await database.prisma.recordEntry.findMany({
    where: { subject },
    orderBy: { id: 'asc' },
  });
  return entries.map(({ kind, salt }) => (salt === null ? `${kind} (erased)` : kind));
}
