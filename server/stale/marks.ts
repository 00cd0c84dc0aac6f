import type { Db } from '#server/db.ts';

/** What figures are of; those named first may move those after them. */
export const STALE_KINDS = ['platform', 'task', 'client'] as const;
export type StaleKind = (typeof STALE_KINDS)[number];

/**
 * Says that figures are to be computed anew, in the transaction of what moved them: they are, soon
 * after it, in transactions of their own. A row for each: two that mark the same never wait.
 */
export async function markStale(tx: Db, kind: StaleKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql('INSERT INTO stale_figures (kind, subject) SELECT $1, unnest($2::text[])', [
    kind,
    [...ids],
  ]);
}

/** Marks the tasks and clients that these authors reported on: they weigh otherwise than before. */
export async function markWorkOfAuthors(tx: Db, authors: readonly string[]): Promise<void> {
  if (authors.length > 0) await tx.sql(markWork('a.id = ANY($1::text[])'), [[...authors]]);
}

/** The same of members, wherever they reported. */
export async function markWorkOfMembers(tx: Db, members: readonly string[]): Promise<void> {
  if (members.length > 0) await tx.sql(markWork('a.member_id = ANY($1::text[])'), [[...members]]);
}

/** The same of all on a platform who count as one voice with others. */
export async function markWorkOfVoices(tx: Db, platformId: string): Promise<void> {
  const voiced = `a.platform_id = $1 AND (a.frozen_voice IS NOT NULL OR EXISTS (
      SELECT 1 FROM member m WHERE m.id = a.member_id AND m.voice IS NOT NULL))`;
  await tx.sql(markWork(voiced), [platformId]);
}

// The client of a task is marked when the task is computed.
function markWork(who: string): string {
  return `
    INSERT INTO stale_figures (kind, subject)
    SELECT 'task', r.task_id FROM author a JOIN task_report r ON r.author_id = a.id WHERE ${who}
    UNION
    SELECT 'client', c.root_id FROM author a JOIN client_review v ON v.author_id = a.id
      JOIN client c ON c.id = v.client_id WHERE ${who}`;
}
