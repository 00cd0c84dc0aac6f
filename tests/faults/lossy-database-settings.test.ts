import { expect, inject, test } from 'vitest';
import { findLossyPostgresSettings } from '#server/operations/health/lossy-settings.ts';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp } from '#tests/support/app.ts';
import { startSite } from '#tests/support/site.ts';

/** A database that forgets what it acknowledged is no place for payouts and pledges. */

test('a database that may lose what it acknowledged is named, setting by setting', async () => {
  // The one for tests syncs nothing.
  const { database } = await createTestApp();
  expect(await findLossyPostgresSettings(database)).toEqual([
    'synchronous_commit is off',
    'fsync is off',
    'full_page_writes is off',
  ]);
});

test('who starts the site on one reads so', async () => {
  const { database } = await createTestApp();
  const [row] = await database.sql(
    statement({ name: col.text }, 'SELECT current_database() AS name'),
  );
  const site = await startSite({
    environment: { DATABASE_URL: `${inject('postgresUrl')}/${row?.name}` },
  });
  await site.stop();
  expect(site.output()).toContain('synchronous_commit is off');
});
