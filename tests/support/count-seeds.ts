import type { TestApp } from './app.ts';

/** Rows that every site begins with. */
export async function countSeeds({
  database: { prisma },
}: Pick<TestApp, 'database'>): Promise<{ platforms: number; categories: number }> {
  return {
    platforms: await prisma.platform.count(),
    categories: await prisma.forumCategory.count(),
  };
}
