import { col, statement, type Sql } from '#server/database/sql.ts';
import type { ImportSoftware, ImportsResponse } from '#shared/portability/imports.ts';

/** Lists the imported communities that have pseudonyms nobody has claimed yet. */
export async function listImportSources(sql: Sql): Promise<ImportsResponse> {
  const sources = await sql(
    statement(
      { name: col.text },
      `SELECT s.name FROM import_source s
      WHERE EXISTS (SELECT 1 FROM import_claim c WHERE c.source = s.id) ORDER BY s.name`,
    ),
  );
  return { sources };
}

export type OriginalKind = 'category' | 'thread' | 'post' | 'post-number';

/**
 * Finds the id here of an object that had `original` as its id in an imported forum; null when
 * unknown. Of several forums the one with the requested host comes first.
 */
export async function findIdByOriginal(
  sql: Sql,
  software: ImportSoftware,
  kind: OriginalKind,
  original: string,
  host: string,
): Promise<string | null> {
  const [row] = await sql(
    statement(
      { id: col.text },
      `SELECT COALESCE(c.slug, o.our_id) AS id
       FROM import_source s
       JOIN import_original o ON o.source = s.id AND o.kind = $2 AND o.original = $3
       LEFT JOIN forum_category c ON o.kind = 'category' AND c.id = o.our_id
      WHERE s.software = $1 AND (o.kind <> 'category' OR c.id IS NOT NULL)
      ORDER BY s.host = $4 DESC NULLS LAST, s.imported_at, s.id LIMIT 1`,
    ),
    [software, kind, original, host],
  );
  return row?.id ?? null;
}
