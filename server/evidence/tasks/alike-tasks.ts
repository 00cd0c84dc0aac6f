import { fieldError } from '#server/core/errors.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { hostOfAddress, foldName } from '#shared/core/text.ts';
import {
  MAX_TASK_SUGGESTIONS,
  type SuggestedTask,
  type TaskSuggestResponse,
} from '#shared/evidence/tasks.ts';
import type { ParsedTask } from './rules.ts';

/** From this trigram similarity of titles on, the form asks whether it is the same task. */
const ALIKE = 0.6;
/** From this similarity of a title to what is typed so far on, a task is suggested. */
const SUGGESTED = 0.5;

/**
 * Suggests tasks of a platform, typed by name, alias, domain or slug, by a beginning or a part of their
 * titles. Only tasks that everybody can see.
 */
export async function suggestTasks(
  sql: Sql,
  { platform, q }: { readonly platform: string; readonly q: string },
): Promise<TaskSuggestResponse> {
  const key = foldName(q);
  if (key.length < 2) return { tasks: [] };
  const place = foldName(hostOfAddress(platform) ?? platform);
  const found = await sql(SUGGESTIONS, [key, platform.trim(), place]);
  return { tasks: found.map(({ task }) => task) };
}

const SUGGESTIONS = statement(
  { task: col.json<SuggestedTask>() },
  `SELECT json_build_object('title', t.title, 'client', o.name,
          'reward', json_build_object('minor', t.reward_minor, 'currency', t.currency)) AS task
     FROM task t LEFT JOIN client c ON c.id = t.client_id LEFT JOIN client o ON o.id = c.root_id
    WHERE t.last_report_at IS NOT NULL
      AND t.platform_id IN (SELECT id FROM platform WHERE slug = $2
                            UNION SELECT platform_id FROM platform_name WHERE key = $3)
      AND (strpos(t.title_key, $1) > 0 OR word_similarity($1, t.title_key) >= ${SUGGESTED})
    ORDER BY starts_with(t.title_key, $1) DESC, word_similarity($1, t.title_key) DESC, t.id
    LIMIT ${MAX_TASK_SUGGESTIONS}`,
);

/**
 * Refuses a new task whose title is nearly that of another one with the same reward, which everybody can
 * see: the form then asks whether it is the same.
 * @throws AppError bad-input naming the other's title
 */
export async function requireUnlikeTask(
  tx: Db,
  platformId: string,
  { titleKey, currency, rewardMinor }: ParsedTask,
): Promise<void> {
  const [alike] = await tx.sql(ALIKE_TASK, [platformId, titleKey, currency, rewardMinor]);
  if (alike !== undefined) throw fieldError('anotherTask', 'same-task', alike.title);
}

const ALIKE_TASK = statement(
  { title: col.text },
  `SELECT t.title FROM task t
    WHERE t.platform_id = $1 AND t.currency = $3 AND t.reward_minor = $4
      AND t.last_report_at IS NOT NULL AND similarity(t.title_key, $2) >= ${ALIKE}
      AND NOT EXISTS (SELECT 1 FROM task s WHERE s.platform_id = $1 AND s.title_key = $2
                         AND s.currency = $3 AND s.reward_minor = $4)
    ORDER BY similarity(t.title_key, $2) DESC, t.id LIMIT 1`,
);
