import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEmbedded } from '#server/db.ts';
import { readFirstDatabase } from '#server/first-database.ts';
import { diffMigrations, pendingMigrations } from '#server/migrations.ts';

test('the migrations lead to the schema: neither has moved without the other', async () => {
  expect(await diffMigrations(join(process.cwd(), 'prisma'))).toBeNull();
});

test('the database that new embedded sites begin with has every migration already', async () => {
  expect(readFirstDatabase()).not.toBeNull();
  const database = await openEmbedded(null);
  expect(await pendingMigrations(database, join(process.cwd(), 'prisma', 'migrations'))).toEqual(
    [],
  );
  await database.close();
});
