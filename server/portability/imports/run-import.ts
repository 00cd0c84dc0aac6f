import { appendIfContentChanged } from '#server/transparency-log/append-entries.ts';
import { importCategories } from './steps/import-categories.ts';
import type { ClaimCodesFile } from './pseudonym-claims/claim-code.ts';
import { writeClaimCodes } from './pseudonym-claims/write-claim-codes.ts';
import type { ImportRun } from './steps/import-run.ts';
import { importMembers } from './steps/import-members.ts';
import { importPosts } from './steps/import-posts.ts';
import { stageObjects } from './steps/stage-objects.ts';
import { refuseOrphans, sequencePosts } from './steps/sequence-posts.ts';

/**
 * Imports a community: reads the file into a staging table, then creates categories, members,
 * threads and posts in batches, a transaction each. Can be interrupted and run again; idempotent.
 * @returns how many pseudonyms are unclaimed, each with a code in the file.
 */
export async function runImport(run: ImportRun, codes: ClaimCodesFile): Promise<number> {
  const { sql } = run.database;
  await sql('TRUNCATE import_staged');
  await keepSource(run);
  await stageObjects(run);
  await sql('ANALYZE import_staged, import_original');
  await importCategories(run);
  await importMembers(run);
  await refuseOrphans(run);
  await importPosts(run, await sequencePosts(run));
  await run.database.prisma.$transaction((tx) =>
    appendIfContentChanged(tx, run.now, `old-forum/${run.source.id}`),
  );
  const waiting = await writeClaimCodes(run.database, run.source.id, codes);
  await sql('TRUNCATE import_staged');
  await sql('ANALYZE member, forum_thread, forum_post, post_search');
  return waiting;
}

async function keepSource({ database, source, now }: ImportRun): Promise<void> {
  const host = source.url === null ? null : new URL(source.url).host;
  await database.sql(
    `INSERT INTO import_source (id, name, software, host, imported_at)
     VALUES ($1, $2, $3, $4, $5::timestamptz)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, software = excluded.software,
       host = COALESCE(excluded.host, import_source.host), imported_at = excluded.imported_at`,
    [source.id, source.name, source.software, host, now.toISOString()],
  );
}
