import { classifyDatabaseError } from '#server/database/classify-database-error.ts';
import type { Database, Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { DUMPED_TABLES } from '#server/public-schema/all-tables.ts';
import { committedColumnNames } from '#server/public-schema/content-sql.ts';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import { AUTHOR_FORM } from '#shared/transparency-log/commitments.ts';
import {
  entryKindsCommittingTo,
  kindListSql,
  WITHDRAWAL_KINDS,
} from '#shared/transparency-log/entry-kinds.ts';
import { commitsTo, insertEntries } from './append-entries.ts';

/** Entries of one transaction, during which no other act enters the record: some 200 ms. */
const AT_ONCE = 200;
/** Rows stated by one run. */
const MOST_IN_RUN = 2_000;

/**
 * Records again rows whose last entry is from before leaves committed to authors and added columns, so
 * that a verifier can compare these too. A row that is not what its entry says is left as it is: a new
 * entry would excuse the change. Ends early where other acts are being written.
 * @returns the number of rows stated; 0 once all are.
 */
export async function upgradeEntryForms(
  { prisma }: Pick<Database, 'prisma'>,
  now: Date,
  { signal, most = MOST_IN_RUN }: { readonly signal?: AbortSignal; readonly most?: number } = {},
): Promise<number> {
  let [stated, after] = [0, 0];
  for (let left = most; left > 0; left = most - stated) {
    if (signal?.aborted === true) break;
    try {
      const done = await prisma.$transaction((tx) => restateSome(tx, now, after, left));
      if (done === null) break;
      [stated, after] = [stated + done.stated, done.last];
    } catch (error) {
      if (classifyDatabaseError(error) !== 'overload') throw error;
      break;
    }
  }
  return stated;
}

/** States what the next entries after an id say; null without any. */
async function restateSome(
  tx: Db,
  now: Date,
  after: number,
  most: number,
): Promise<{ readonly stated: number; readonly last: number } | null> {
  const found = (await tx.sql(OLDER, [after, Math.min(AT_ONCE, most)])).map(({ id }) => id);
  const last = found.at(-1);
  if (last === undefined) return null;
  // An act that is being written could change a row after it is read here, with an earlier entry.
  await tx.sql('LOCK TABLE record_entry IN SHARE ROW EXCLUSIVE MODE NOWAIT');
  const entries = await tx.sql(STILL_LAST, [found]);
  const contents = await loadCommittedContents(
    tx,
    entries.map(({ subject }) => subject),
  );
  const acts = entries.flatMap((entry) => {
    const content = contents.get(entry.subject);
    return content !== undefined && commitsTo(entry, content)
      ? [{ kind: 'content-restated', subject: entry.subject, content }]
      : [];
  });
  await insertEntries(tx, now, acts);
  return { stated: acts.length, last };
}

/** Kinds of subjects with an author, or with columns that older entries do not commit to. */
const KINDS = DUMPED_TABLES.flatMap((table) => {
  const { added, author } = committedColumnNames(table);
  return table.subject !== null && added.length + author.length > 0 ? [table.subject] : [];
});

const [CONTENT, END] = [entryKindsCommittingTo('content'), entryKindsCommittingTo('end')];
/** Skips withdrawals and erasures: what is left of an erased subject is logged by its last act. */
const RESTATED = CONTENT.filter((kind) => !WITHDRAWAL_KINDS.includes(kind));

/** SQL: whether entry `e` is the last one that states its subject. */
const IS_LAST = `NOT EXISTS (SELECT 1 FROM record_entry newer
  WHERE newer.subject = e.subject AND newer.id > e.id
    AND newer.kind IN (${kindListSql([...CONTENT, ...END])}))`;

const OLDER = statement(
  { id: col.int },
  `
  SELECT e.id FROM record_entry e
   WHERE e.id > $1 AND e.form BETWEEN 1 AND ${AUTHOR_FORM - 1} AND e.leaf IS NOT NULL AND e.salt <> ''
     AND e.kind IN (${kindListSql(RESTATED)}) AND e.subject ~ '^(${KINDS.join('|')})/' AND ${IS_LAST}
   ORDER BY e.id LIMIT $2`,
);

const STILL_LAST = statement(
  {
    subject: col.text,
    form: col.int,
    salt: col.text.orNull,
    commitment: col.text,
    author: col.text.orNull,
  },
  `
  SELECT e.subject, e.form, e.salt, e.commitment, e.author FROM record_entry e
   WHERE e.id = ANY($1::bigint[]) AND ${IS_LAST} ORDER BY e.id`,
);
