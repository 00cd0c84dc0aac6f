import type { TestApp } from './app.ts';

/** Runs SQL statements, separated by semicolons, as who owns the machine, whom no trigger stops. */
export async function runAsOwner(
  { database }: Pick<TestApp, 'database'>,
  sql: string,
): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    for (const one of sql.split(';')) await tx.$executeRawUnsafe(one);
  });
}
