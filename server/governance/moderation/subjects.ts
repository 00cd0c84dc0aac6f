import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { SubjectKind } from '#shared/governance/cases.ts';

/** The fields of a flaggable thing that a case needs. */
export type Subject = {
  readonly kind: SubjectKind;
  readonly id: string;
  /** The author; null for no member, or a deleted account. */
  readonly memberId: string | null;
  readonly platformId: string | null;
  /**
   * The platform or client whose figures it changes: null for posts, guesses, replies and boycotts.
   */
  readonly clientId: string | null;
  readonly taskId: string | null;
  /** The decision that hides it now. */
  readonly hiddenBy: string | null;
};

/** SQL by kind: the table, the author, and the platform or client. */
const FROM: Readonly<Record<SubjectKind, string>> = {
  post: `SELECT t.member_id, h.platform_id, NULL AS client_id, NULL AS task_id, t.hidden_by
    FROM forum_post t JOIN forum_thread h ON h.id = t.thread_id WHERE t.id = $1 AND t.text IS NOT NULL`,
  payout: `SELECT a.member_id, t.platform_id, NULL AS client_id, NULL AS task_id, t.hidden_by
    FROM payout t JOIN author a ON a.id = t.author_id WHERE t.id = $1`,
  incident: `SELECT a.member_id, t.platform_id, NULL AS client_id, NULL AS task_id, t.hidden_by
    FROM incident t JOIN author a ON a.id = t.author_id WHERE t.id = $1`,
  review: `SELECT a.member_id, t.platform_id, NULL AS client_id, NULL AS task_id, t.hidden_by
    FROM review t JOIN author a ON a.id = t.author_id WHERE t.id = $1`,
  'client-review': `SELECT a.member_id, a.platform_id, t.client_id, NULL AS task_id, t.hidden_by
    FROM client_review t JOIN author a ON a.id = t.author_id WHERE t.id = $1`,
  'task-report': `SELECT a.member_id, t.platform_id, k.client_id, t.task_id, t.hidden_by
    FROM task_report t JOIN author a ON a.id = t.author_id JOIN task k ON k.id = t.task_id
   WHERE t.id = $1`,
  guess: `SELECT t.member_id, NULL AS platform_id, NULL AS client_id, NULL AS task_id, t.hidden_by
    FROM client_guess t WHERE t.id = $1`,
  reply: `SELECT NULL AS member_id, t.platform_id, NULL AS client_id, NULL AS task_id, t.hidden_by
    FROM reply t WHERE t.id = $1 AND t.state = 'published'`,
  boycott: `SELECT t.member_id, t.platform_id, NULL AS client_id, NULL AS task_id, t.hidden_by
    FROM boycott t WHERE t.id = $1 AND t.title <> ''`,
};

/** The table of each kind, with a column `hidden_by`. */
export const SUBJECT_TABLES: Readonly<Record<SubjectKind, string>> = {
  post: 'forum_post',
  payout: 'payout',
  incident: 'incident',
  review: 'review',
  'client-review': 'client_review',
  'task-report': 'task_report',
  guess: 'client_guess',
  reply: 'reply',
  boycott: 'boycott',
};

/** The thing named `kind/id`; null when it does not exist or is gone. */
export async function loadSubject(tx: Db, kind: SubjectKind, id: string): Promise<Subject | null> {
  const [row] = await tx.sql(
    statement(
      {
        platformId: col.text.orNull,
        clientId: col.text.orNull,
        hiddenBy: col.text.orNull,
        memberId: col.text.orNull,
        taskId: col.text.orNull,
      },
      `SELECT s.member_id AS "memberId", s.platform_id AS "platformId", s.client_id AS "clientId",
            s.task_id AS "taskId", s.hidden_by AS "hiddenBy" FROM (${FROM[kind]}) s`,
    ),
    [id],
  );
  return row === undefined ? null : { kind, id, ...row };
}
