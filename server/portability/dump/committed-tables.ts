import { ENTRY_KINDS } from '#shared/transparency-log/entry-kinds.ts';
import type { CommittedTable } from '#shared/portability/dump-manifest.ts';
import { DUMPED_TABLES } from '#server/public-schema/all-tables.ts';
import { committedColumnNames } from '#server/public-schema/content-sql.ts';
import { logSubjectOf } from '#server/public-schema/load-committed-contents.ts';

/**
 * Tables with a subject in the record whose rows no act commits to, with the reason.
 * - case: its decisions say it all
 * - appeal, jury: their outcome is a decision
 */
export const UNCOMMITTED_SUBJECT_TABLES: readonly string[] = ['case', 'appeal', 'jury'];

const ROWS = new Set<string>(
  Object.values(ENTRY_KINDS).flatMap((commitment) => ('of' in commitment ? [commitment.of] : [])),
);

/** The tables whose rows the record commits to, with the committed columns: facts, and words. */
export const COMMITTED_TABLES: CommittedTable[] = DUMPED_TABLES.flatMap((entry) => {
  const name = logSubjectOf(entry);
  const compared = entry.subject !== null && !UNCOMMITTED_SUBJECT_TABLES.includes(name);
  if (!compared && !ROWS.has(name)) return [];
  const id = 'id' in entry.columns ? ['id'] : ['thread', 'number'];
  return [{ file: entry.name, name, id, ...committedColumnNames(entry) }];
});
