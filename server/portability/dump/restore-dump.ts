import { dummyHash } from '#server/identity/accounts/password-hashing.ts';
import type { Database, Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { rerenderPosts } from '#server/community/forum/rerender-posts.ts';
import { startLog } from '#server/transparency-log/current-log.ts';
import { sequenceEntries, type SequencerDeps } from '#server/transparency-log/sequencer.ts';
import { rebuildTiles, openDatabaseTree } from '#server/transparency-log/hash-tiles.ts';
import { today } from '#shared/core/days.ts';
import type { DumpManifest } from '#shared/portability/dump-manifest.ts';
import { readCheckpoint, readNote } from '#shared/transparency-log/signed-notes.ts';
import { treeRoot } from '#shared/transparency-log/tiles.ts';
import { applyErasures } from './apply-erasures.ts';
import { InvalidDump } from './invalid-dump.ts';
import { verifyDumpFiles } from './verify-files.ts';
import { restoreRows } from './restore-rows.ts';
import { appendNewCommitments } from './append-new-commitments.ts';
import { importPictures } from './import-pictures.ts';

export type RestoreDumpDeps = Omit<SequencerDeps, 'database'> & {
  readonly database: Database;
  readonly store: FileStore;
  readonly say: (sentence: string) => void;
};

export type RestoredDump = {
  readonly manifest: DumpManifest;
  readonly pictures: number;
  readonly erased: number;
  /** Name of the import source under which members can claim their pseudonyms. */
  readonly source: string;
};

const HOURS_MS = 6 * 3_600_000;

/**
 * Makes a new site from a dump: verifies every file, then restores all rows in one transaction, so
 * that an interrupted run leaves the database empty. The record continues as a new log, which cites
 * the dump's checkpoint.
 * @throws InvalidDump when the dump is broken, or the site not empty.
 */
export async function restoreDump(
  parts: RestoreDumpDeps,
  folder: string,
  now: Date,
): Promise<RestoredDump> {
  const { database, store, say } = parts;
  await refuseFilled(database.sql);
  const manifest = await verifyDumpFiles(folder);
  say(`${manifest.files.length} files are as the manifest says, made on ${manifest.madeOn}.`);
  // When a later step fails, pictures without rows are deleted a day later.
  const pictures = await importPictures(store, folder, manifest.files);
  const passwordHash = await dummyHash();
  const source = sourceOf(manifest);
  const erased = await database.prisma.$transaction(
    async (tx) => {
      await refuseFilled(tx.sql);
      await restoreRows(tx, folder, { passwordHash });
      const taken = await applyErasures(tx, folder, 'erasures.jsonl', now);
      await rebuildRecord(tx.sql, manifest);
      await keepClaims(tx, source, manifest, now);
      await startLog(tx, parts, 'forked', manifest.checkpoint ?? '', now);
      await appendNewCommitments(tx, now);
      return taken;
    },
    { timeout: HOURS_MS },
  );
  await database.sql('ANALYZE');
  say(`All rows are restored. Rendering the posts …`);
  await rerenderPosts(database, parts.publicUrl);
  // Acts are dated by day, like all restored ones: nobody acted at this moment.
  await sequenceEntries(parts, now, { over: today(now) });
  return { manifest, pictures, erased, source };
}

/**
 * Refuses a database with any content: a dump makes a site, it does not merge into one.
 * @throws InvalidDump.
 */
async function refuseFilled(sql: Sql): Promise<void> {
  const [row] = await sql(
    statement(
      { filled: col.bool },
      `SELECT EXISTS (SELECT 1 FROM platform) OR EXISTS (SELECT 1 FROM member)
         OR EXISTS (SELECT 1 FROM record_entry) OR EXISTS (SELECT 1 FROM forum_category) AS filled`,
    ),
  );
  if (row?.filled === true) {
    throw new InvalidDump(
      'This site is not empty. A dump makes a new site: empty the database, or name another DATA_DIR or DATABASE_URL.',
    );
  }
}

/**
 * Rebuilds the Merkle tree of the dump's acts, and checks that it has the signed root.
 * @throws InvalidDump when it has not.
 */
async function rebuildRecord(sql: Sql, { checkpoint }: DumpManifest): Promise<void> {
  const size = await rebuildTiles(sql);
  const signed = checkpoint === null ? null : readCheckpoint(readNote(checkpoint)?.body ?? '');
  if (signed === null) {
    if (size > 0) throw new InvalidDump('The record of the dump is signed by nobody.');
    return;
  }
  const root = size === signed.size ? await treeRoot(openDatabaseTree(sql, size)) : null;
  if (root === null || !Buffer.from(root).equals(Buffer.from(signed.root))) {
    throw new InvalidDump('The acts of the dump are not those that its checkpoint was signed for.');
  }
}

/** Makes each pseudonym claimable with a code from the operator. */
async function keepClaims(
  tx: Db,
  source: string,
  { site }: DumpManifest,
  now: Date,
): Promise<void> {
  const { sql } = tx;
  await sql(
    `INSERT INTO import_source (id, name, software, host, imported_at)
     VALUES ($1, $2, 'other', NULL, $3::timestamptz)`,
    [source, site === null ? 'Contrenote' : new URL(site).host, now.toISOString()],
  );
  await sql(
    `INSERT INTO import_claim (member_id, source, original) SELECT id, $1, pseudonym FROM member`,
    [source],
  );
}

/** Returns the id of the import source that stands for the dump's site. */
function sourceOf({ site }: DumpManifest): string {
  const name = (site === null ? '' : new URL(site).hostname).replaceAll(/[^a-z0-9]+/g, '-');
  return `copy-of-${name.slice(0, 30) || 'contrenote'}`.replaceAll(/-+$/g, '');
}
