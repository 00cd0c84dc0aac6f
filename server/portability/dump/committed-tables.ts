import { ENTRY_KINDS } from '#shared/transparency-log/entry-kinds.ts';
import type { CommittedTable } from '#shared/portability/dump-manifest.ts';
import { DUMPED_TABLES } from '#server/public-schema/all-tables.ts';
import { committedColumnNames } from '#server/public-schema/content-sql.ts';
import type { PublicTable } from '#server/public-schema/public-table.ts';
import { logSubjectOf } from '#server/public-schema/load-committed-contents.ts';

const ROWS = new Set<string>(
  Object.values(ENTRY_KINDS).flatMap((commitment) => ('of' in commitment ? [commitment.of] : [])),
);

/** The tables whose rows the record commits to, with the committed columns. */
export const COMMITTED_TABLES: CommittedTable[] = DUMPED_TABLES.flatMap((entry) => {
  const name = logSubjectOf(entry);
  if (entry.subject === null && !ROWS.has(name)) return [];
  return [{ file: entry.name, name, id: idColumnsOf(entry), columns: committedColumnNames(entry) }];
});

/** Names of the columns that form the part of a row's record name after the slash, joined by a dash. */
export function idColumnsOf({ columns }: PublicTable): string[] {
  const [single] = ['id', 'key'].filter((name) => name in columns);
  if (single !== undefined) return [single];
  return Object.keys(columns).slice(0, 2);
}
