import type { Database } from '#server/database/db.ts';
import { importCategories } from './categories.ts';
import type { CodesFile } from './claim-code.ts';
import { writeCodes } from './codes.ts';
import { importMembers } from './members.ts';
import { importPosts } from './posts.ts';
import type { Progress } from './progress.ts';
import type { Report } from './report.ts';
import type { Source } from './source.ts';
import { stage } from './stage.ts';
import { refuseOrphans, sequencePosts } from './sequence-posts.ts';

/** Shared state of an import's steps. */
export type Import = {
  readonly database: Database;
  readonly source: Source;
  /** Categories of the source mapped to ours, by slug. */
  readonly into: ReadonlyMap<string, string>;
  /** Categories of the source that are left out. */
  readonly leaveOut: ReadonlySet<string>;
  /** Key that hashes pseudonyms of deleted accounts. */
  readonly leftKey: Buffer;
  /** Origin of this site from the settings. */
  readonly origin: string | null;
  readonly report: Report;
  readonly progress: Progress;
  readonly now: Date;
};

/**
 * Imports a community: reads the file into a staging table, then creates categories, members,
 * threads and posts in batches, a transaction each. Can be interrupted and run again; idempotent.
 * @returns how many pseudonyms are unclaimed, each with a code in the file.
 */
export async function runImport(run: Import, codes: CodesFile): Promise<number> {
  const { sql } = run.database;
  await sql('TRUNCATE import_staged');
  await keepSource(run);
  await stage(run);
  await sql('ANALYZE import_staged, import_original');
  await importCategories(run);
  await importMembers(run);
  await refuseOrphans(run);
  await importPosts(run, await sequencePosts(run));
  const waiting = await writeCodes(run.database, run.source.id, codes);
  await sql('TRUNCATE import_staged');
  await sql('ANALYZE member, forum_thread, forum_post, post_search');
  return waiting;
}

async function keepSource({ database, source, now }: Import): Promise<void> {
  const host = source.url === null ? null : new URL(source.url).host;
  await database.sql(
    `INSERT INTO import_source (id, name, software, host, imported_at)
     VALUES ($1, $2, $3, $4, $5::timestamptz)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, software = excluded.software,
       host = COALESCE(excluded.host, import_source.host), imported_at = excluded.imported_at`,
    [source.id, source.name, source.software, host, now.toISOString()],
  );
}
