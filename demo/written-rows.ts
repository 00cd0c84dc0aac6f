import { PUBLIC_TABLES } from '#server/public-schema/all-tables.ts';
import {
  loadCommittedContents,
  logSubjectOf,
  partsOfContent,
} from '#server/public-schema/load-committed-contents.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  ENTRY_KINDS,
  entryKindsCommittingTo,
  type EntryKind,
} from '#shared/transparency-log/entry-kinds.ts';
import { commitRow } from '#shared/transparency-log/commitments.ts';

/**
 * The public row that each record act wrote, by act id, for acts that commit to a row besides their
 * subject; the row's content opens the commitment.
 */
export async function findWrittenRows(tx: Db): Promise<Record<string, string>> {
  const acts = await tx.recordEntry.findMany({
    where: { kind: { in: entryKindsCommittingTo('row') }, salt: { not: null } },
  });
  const contents = await readContents(tx);
  const found: Record<string, string> = {};
  for (const { id, kind, salt, commitment, form, author } of acts) {
    const known = ENTRY_KINDS[kind as EntryKind];
    const candidates = contents.get('of' in known ? known.of : '') ?? [];
    const row = candidates.find(([name, content]) => {
      const parts = partsOfContent(name, content);
      return parts !== null && commitRow(form, salt ?? '', parts, author).commitment === commitment;
    });
    if (row !== undefined) found[String(id)] = row[0];
  }
  if (acts.length > 0 && Object.keys(found).length === 0) {
    throw new Error('No act of the record opens with the row that it wrote');
  }
  return found;
}

/** The rows of each table that acts write, by its name, each with its name and its content. */
async function readContents(tx: Db): Promise<Map<string, [string, unknown][]>> {
  const tables = new Set(
    Object.values(ENTRY_KINDS).flatMap((known) => ('of' in known ? [known.of] : [])),
  );
  const contents = new Map<string, [string, unknown][]>();
  for (const entry of PUBLIC_TABLES) {
    const name = logSubjectOf(entry);
    if (!tables.has(name as never)) continue;
    const rows = await tx.sql(
      statement(
        { id: col.text },
        `SELECT ${entry.id} AS id FROM ${entry.from} WHERE ${entry.where ?? 'true'}`,
      ),
    );
    const read = await loadCommittedContents(
      tx,
      rows.map(({ id }) => `${name}/${id}`),
    );
    contents.set(name, [...read]);
  }
  return contents;
}
