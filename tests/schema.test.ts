import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diffMigrations } from '#server/migrations.ts';

test('the migrations lead to the schema: neither has moved without the other', async () => {
  expect(await diffMigrations(join(process.cwd(), 'prisma'))).toBeNull();
});
