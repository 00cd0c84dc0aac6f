import { hashPassword } from '#server/identity/accounts/password-hashing.ts';
import { isDatabaseEmpty } from '#server/portability/backup/database-catalog.ts';
import {
  suspendConstraints,
  requireSameTables,
  parseBackupManifest,
  setSequence,
} from '#server/portability/backup/restore-tables.ts';
import type { SavedTable } from '#server/portability/backup/manifest.ts';
import { unpackBackup } from '#server/portability/backup/pack-backup.ts';
import { parseBackupHeader } from '#server/portability/backup/restore-backup.ts';
import { setValueFormats, writeRows } from '#server/portability/backup/copy-rows.ts';
import type { BackupFile } from '#server/portability/backup/tar.ts';
import { LONG_TRANSACTION } from '#server/portability/backup/write-backup.ts';
import type { Database, Db } from '#server/database/db.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { recordWeeks } from './record-weeks.ts';
import { recomputeWeeks } from './recompute-weeks.ts';
import { recomputeCommitments } from './recompute-commitments.ts';
import { DemoRefused, readDemoState } from './demo-state.ts';
import { shiftRowDates, type SavedRow } from './shift-dates.ts';
import { reEncryptSnapshot } from './re-encrypt.ts';
import { deriveSharedDemoPassword, describeDemoSignIn } from './demo-accounts.ts';
import { SNAPSHOT_EXTRA_FILE, snapshotExtraSchema, type SnapshotExtra } from './demo-snapshot.ts';
import { parseJsonOrNull } from '#shared/core/parse-json.ts';

const DAY_MS = 86_400_000;
/** Maximum number of pictures written concurrently. */
const PICTURES_AT_ONCE = 16;
/**
 * Tables that are not copied from the snapshot: the search index and counts are rebuilt, exchange rates come
 * from the site's own table, names of former members are hashed with its own key, and keys of rows
 * are its own, also those of members and of boycotts: lost ones would keep its visitors from pledging.
 */
const LEFT_OUT = new Set([
  'kept_count',
  'post_search',
  'search_month',
  'exchange_rate',
  'left_pseudonym',
  'shredding_key',
  'member_key',
  'boycott_phase_key',
]);

export type DemoDeps = {
  /** A database with all migrations applied. */
  readonly database: Database;
  readonly store: FileStore;
  readonly secrets: Secrets;
  /** Path of the snapshot that the build made. */
  readonly snapshot: string;
  readonly now: Date;
  readonly say: (line: string) => void;
};

/**
 * Loads the demo's rows, with all dates moved by whole days so that it ends now, and its pictures,
 * in one transaction: when interrupted, no row stays. The next jobs compute the figures.
 * @returns false when it is loaded already.
 * @throws DemoRefused when the database has a site.
 */
export async function loadDemo(parts: DemoDeps): Promise<boolean> {
  const { database, secrets, say } = parts;
  const loaded = (await readDemoState(database)) === 'loaded';
  if (loaded) {
    say('The demo community is loaded already.');
  } else {
    if (!(await isDatabaseEmpty(database.sql, LEFT_OUT))) {
      throw new DemoRefused(
        'There is a site here already: the demo is not mixed with it. Use another DATA_DIR (or DATABASE_URL).',
      );
    }
    const passwordHash = await hashPassword(deriveSharedDemoPassword(secrets));
    await database.prisma.$transaction((tx) => fill(tx, parts, passwordHash), LONG_TRANSACTION);
  }
  say(describeDemoSignIn(secrets));
  return !loaded;
}

async function fill(tx: Db, parts: DemoDeps, passwordHash: string): Promise<void> {
  const { store, secrets, snapshot, now } = parts;
  const { sql } = tx;
  const entries = unpackBackup(snapshot, null);
  const about = parseBackupHeader((await entries.next()).value);
  const days = Math.floor((now.getTime() - Date.parse(about.madeAt)) / DAY_MS);
  await setValueFormats(sql);
  const tables = await requireSameTables(sql, about);
  const putBack = await suspendConstraints(sql, tables);
  const pictures: BackupFile[] = [];
  const storePictures = async (): Promise<void> => {
    await Promise.all(
      pictures
        .splice(0)
        .map(({ name, bytes }) => store.put(name.slice(name.indexOf('/') + 1), bytes)),
    );
  };
  let extra: SnapshotExtra | null = null;
  for await (const entry of entries) {
    const [kind, name = ''] = entry.name.split('/');
    if (kind === 'tables') {
      const table = tables.get(name);
      if (table !== undefined && !LEFT_OUT.has(name)) await fillTable(tx, table, entry, days);
    } else if (kind === 'pictures') {
      pictures.push(entry);
      if (pictures.length === PICTURES_AT_ONCE) await storePictures();
    } else if (entry.name === SNAPSHOT_EXTRA_FILE) {
      extra = snapshotExtraSchema.parse(parseJsonOrNull(Buffer.from(entry.bytes).toString()));
    } else {
      for (const sequence of parseBackupManifest(entry).sequences) await setSequence(sql, sequence);
    }
  }
  if (extra === null) throw new Error(`${snapshot} has no ${SNAPSHOT_EXTRA_FILE}: it is no demo`);
  await storePictures();
  await sql('SELECT put_post_search(p) FROM forum_post p');
  await sql('SELECT recount()');
  await tx.member.updateMany({ data: { passwordHash } });
  await reEncryptSnapshot(tx, secrets, days);
  await recomputeWeeks(tx);
  await recomputeCommitments(tx, extra.rows);
  await recordWeeks(tx, now);
  await outdateFigures(tx);
  await putBack();
}

async function fillTable(
  tx: Db,
  table: SavedTable,
  { bytes }: BackupFile,
  days: number,
): Promise<void> {
  const rows = bytes.toString().trimEnd().split('\n');
  const moved = rows.map((line) => shiftRowDates(table, JSON.parse(line) as SavedRow, days));
  await writeRows(
    tx.sql,
    table,
    moved.map((row) => JSON.stringify(row)),
  );
}

/** Marks all figures as stale for the next jobs: with other days, months differ. */
async function outdateFigures(tx: Db): Promise<void> {
  const { sql } = tx;
  await sql('UPDATE platform_summary SET computed_on = computed_on - 1');
  await sql('UPDATE client_summary SET computed_on = computed_on - 31');
}
