import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { movePledgeBatches } from '#server/collective/pledges/pledge-batches.ts';
import { openSlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import {
  PASSWORD_HASH_PLACEHOLDER,
  SNAPSHOT_SECRETS,
} from '#server/portability/demo/demo-snapshot.ts';
import { createDiskStore } from '#server/media/files/disk-store.ts';
import { seedCategories } from '#server/community/forum/seed-categories.ts';
import { withTemporaryDatabase } from '#server/database/migrations/apply-migrations.ts';
import { seedPlatforms } from '#server/evidence/standings/seed-platforms.ts';
import { countPostWords } from '#server/site/search/count-words.ts';
import { storeExchangeRates } from '#server/directory/reference-data/exchange-rates.ts';
import { readReferenceTables } from '#server/directory/reference-data/read-reference-tables.ts';
import { demoStart } from './community.ts';
import { liveYear } from './live-year.ts';
import { SNAPSHOT_NOW, planHash } from './plan-hash.ts';
import { KEPT_SNAPSHOT, writeSnapshot } from './snapshot-file.ts';
import { findWrittenRows } from './written-rows.ts';

/** `npm run demo:snapshot`: invents the demo's community anew and keeps it in the repository. */
const SEED = join('prisma', 'seed');
const now = SNAPSHOT_NOW;
const folder = await mkdtemp(join(tmpdir(), 'contrenote-demo-'));
try {
  await withTemporaryDatabase(async (database) => {
    await applyMigrationsAndSqlFiles(database, join('prisma', 'migrations'));
    await seedPlatforms(database, SEED, demoStart(now));
    await seedCategories(database, SEED);
    await storeExchangeRates(database, readReferenceTables(SEED, folder).rates);
    const store = createDiskStore(join(folder, 'files'));
    const slots = await openSlotStore(
      join(folder, 'pledges'),
      SNAPSHOT_SECRETS.keyFor('waiting pledges'),
    );
    try {
      const secrets = SNAPSHOT_SECRETS;
      const say = console.log;
      await liveYear({
        database,
        store,
        secrets,
        slots,
        passwordHash: PASSWORD_HASH_PLACEHOLDER,
        now,
        say,
      });
      await movePledgeBatches({ database, slots }, { all: true });
    } finally {
      await slots.close();
    }
    await countPostWords(database, now);
    const rows = await database.prisma.$transaction(findWrittenRows);
    await writeSnapshot({ database, store }, { plan: planHash(), rows }, now, KEPT_SNAPSHOT);
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}
