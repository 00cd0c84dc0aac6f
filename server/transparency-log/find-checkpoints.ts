import { utcTimestampSql } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape, type Sql } from '#server/database/sql.ts';
import { logFolderOf } from '#shared/transparency-log/check-log.ts';

export type SignedCheckpoint = RowOf<typeof SIGNED_CHECKPOINT>;

const SIGNED_CHECKPOINT = {
  size: col.int,
  /** Root hash of the tree, in hex. */
  root: col.text,
  /** The signed note with its witnesses' cosignatures. */
  note: col.text,
  /** Time of the signature; ISO 8601 in UTC, to the second. */
  signedAt: col.text,
} satisfies RowShape;

export async function findLatestCheckpoint(sql: Sql): Promise<SignedCheckpoint | null> {
  const [row] = await sql(
    statement(SIGNED_CHECKPOINT, `${CHECKPOINT} ORDER BY c.size DESC LIMIT 1`),
  );
  return row ?? null;
}

/**
 * The first checkpoint signed at or after a full hour; null where there is none yet. For an hour that a
 * jury's draw depends on, one is signed within ten minutes.
 */
export async function findCheckpointAtHour(sql: Sql, hour: Date): Promise<SignedCheckpoint | null> {
  const [row] = await sql(
    statement(
      SIGNED_CHECKPOINT,
      `${CHECKPOINT} WHERE c.signed_at >= $1::timestamptz ORDER BY c.size LIMIT 1`,
    ),
    [hour.toISOString()],
  );
  return row ?? null;
}

/** The checkpoint with this size and root; null where none was signed. */
export async function findCheckpoint(
  sql: Sql,
  size: number,
  root: string,
): Promise<SignedCheckpoint | null> {
  const [row] = await sql(
    statement(SIGNED_CHECKPOINT, `${CHECKPOINT} WHERE c.size = $1::bigint AND c.root = $2`),
    [size, root],
  );
  return row ?? null;
}

/** Path of the current log's tiles below `/record/`; each log has its own. */
export async function findTileFolder(sql: Sql): Promise<string> {
  const [row] = await sql(
    statement(
      { origin: col.text },
      String.raw`SELECT split_part(note, E'\n', 1) AS origin FROM record_checkpoint
       ORDER BY size DESC LIMIT 1`,
    ),
  );
  return logFolderOf(row?.origin ?? '');
}

const CHECKPOINT = `
  SELECT c.size, c.root, ${utcTimestampSql('c.signed_at')} AS "signedAt",
         c.note || COALESCE((SELECT string_agg(s.line, '' ORDER BY s.witness)
           FROM record_cosignature s WHERE s.size = c.size), '') AS note
    FROM record_checkpoint c`;
