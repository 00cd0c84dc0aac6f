import { randomId } from '#server/core/ids.ts';
import type { Db } from '#server/database/db.ts';
import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import {
  EVIDENCE_KINDS,
  EVIDENCE_TABLE_BY_KIND,
  type EvidenceKind,
} from '#server/database/predicates/evidence-table-by-kind.ts';
import { col, statement } from '#server/database/sql.ts';

/**
 * Cuts the evidence of members who left from their authors: deletes what is not shown, and gives the
 * rest new authors with new ids, so that neither a backup nor the rows themselves join it. What is signed
 * on a platform stays joined, and so do task reports, which count by member. All other pieces get an author
 * each.
 * @param authorIds authors without a member, with their frozen values.
 * @returns the keys of pictures whose files can be deleted.
 */
export async function unlinkEvidenceOfLeavers(
  tx: Db,
  authorIds: readonly string[],
): Promise<string[]> {
  if (authorIds.length === 0) return [];
  const pictures = await tx.sql(PICTURES_OF_UNSHOWN, [authorIds]);
  await tx.sql('DELETE FROM payout_publication WHERE author_id = ANY($1::text[])', [authorIds]);
  for (const table of SHOWN_LATER) {
    await tx.sql(`DELETE FROM ${table} y WHERE ${UNSHOWN}`, [authorIds]);
  }
  await tx.sql(END_UNCOUNTED_REPORTS, [authorIds]);
  await splitAuthors(tx, authorIds);
  return pictures.map(({ key }) => key);
}

type Group = EvidenceKind | 'signed';

async function splitAuthors(tx: Db, authorIds: readonly string[]): Promise<void> {
  const parts = (await tx.sql(PARTS, [authorIds])).map((part) => ({ ...part, id: randomId() }));
  const authors = await tx.author.findMany({ where: { id: { in: [...authorIds] } } });
  const byId = new Map(authors.map((author) => [author.id, author]));
  await tx.sql(REPLACE_SIGNED_KEYS_SQL, [authorIds]);
  await tx.author.createMany({
    data: parts.flatMap(({ id, author, kind }) => {
      const from = byId.get(author);
      if (from === undefined) return [];
      // Leaving must not make a voice of each account that posts in step.
      const isCounted = kind !== 'payout' && kind !== 'incident';
      return {
        id,
        platformId: from.platformId,
        ...(kind === 'signed' ? { signedKey: from.signedKey } : {}),
        frozenEstablished: from.frozenEstablished,
        frozenVoice: isCounted ? from.frozenVoice : null,
        frozenYoung: from.frozenYoung,
        brought: from.brought,
      };
    }),
  });
  for (const [kind, move] of MOVES) {
    const moved = parts.filter((part) => part.kind === kind);
    const ids = moved.map(({ id }) => id);
    await tx.sql(move, [moved.map(({ author, piece }) => piece ?? author), ids, authorIds]);
  }
  await tx.sql(MOVE_SUSPICION, [parts.map(({ author }) => author), parts.map(({ id }) => id)]);
  await tx.sql('DELETE FROM author WHERE id = ANY($1::text[])', [authorIds]);
}

/** Tables whose rows are shown from a Monday on. */
const SHOWN_LATER = ['payout', 'incident_echo', 'incident', 'review', 'client_review'];
const UNSHOWN = `y.author_id = ANY($1::text[]) AND NOT ${isShownSql('y')}`;

const PICTURES_OF_UNSHOWN = statement(
  { key: col.text },
  `SELECT s.key FROM screenshot s JOIN payout y ON y.id = s.payout_id WHERE ${UNSHOWN}
   UNION SELECT s.key FROM screenshot s JOIN incident y ON y.id = s.incident_id WHERE ${UNSHOWN}`,
);

// The job that lets reports count deletes them, with a task that has no other.
const END_UNCOUNTED_REPORTS = `
  UPDATE task_report SET leaves_on = published_on, exact = '{}'
   WHERE author_id = ANY($1::text[]) AND NOT counted`;

const GROUPS: readonly Group[] = [...EVIDENCE_KINDS, 'signed'];
const SIGNED_TABLES = EVIDENCE_KINDS.filter((kind) => kind !== 'task').map(
  (kind) => EVIDENCE_TABLE_BY_KIND[kind],
);

/** Tables that a group of evidence stands in, with the condition on its rows. */
function rowsOf(group: Group): { table: string; where: string }[] {
  if (group === 'signed') {
    return SIGNED_TABLES.map((table) => ({ table, where: 't.signed' }));
  }
  if (group === 'task') return [{ table: EVIDENCE_TABLE_BY_KIND.task, where: 'true' }];
  const rows = [{ table: EVIDENCE_TABLE_BY_KIND[group], where: 'NOT t.signed' }];
  return group === 'incident' ? [...rows, { table: 'incident_echo', where: 'true' }] : rows;
}

/** Returns the column whose values get a new author each; null for a group that keeps one author. */
function pieceOf(group: Group, table: string): 'id' | 'incident_id' | null {
  if (group === 'task' || group === 'signed') return null;
  return table === 'incident_echo' ? 'incident_id' : 'id';
}

const PARTS = statement(
  { author: col.text, kind: col.oneOf(GROUPS), piece: col.text.orNull },
  GROUPS.flatMap((group) =>
    rowsOf(group).map(
      ({ table, where }) =>
        `SELECT t.author_id AS author, '${group}' AS kind, ${pieceOf(group, table) === null ? 'NULL::text' : `t.${pieceOf(group, table)}`} AS piece
           FROM ${table} t WHERE t.author_id = ANY($1::text[]) AND ${where}`,
    ),
  ).join(' UNION '),
);

/**
 * SQL: gives a leaver's authors new random keys, so that the authors who take over her signed evidence
 * keep the old ones.
 */
const REPLACE_SIGNED_KEYS_SQL = `
  UPDATE author SET signed_key = md5(gen_random_uuid()::text) WHERE id = ANY($1::text[])`;

const MOVES: readonly (readonly [Group, string])[] = GROUPS.flatMap((group) =>
  rowsOf(group).map(
    ({ table, where }) =>
      [
        group,
        `UPDATE ${table} t SET author_id = m.id FROM unnest($1::text[], $2::text[]) m(of, id)
          WHERE t.${pieceOf(group, table) ?? 'author_id'} = m.of AND t.author_id = ANY($3::text[]) AND ${where}`,
      ] as const,
  ),
);

const MOVE_SUSPICION = `
  INSERT INTO finding_suspect (finding_id, author_id)
  SELECT s.finding_id, m.id FROM finding_suspect s
    JOIN unnest($1::text[], $2::text[]) m(of, id) ON m.of = s.author_id`;
