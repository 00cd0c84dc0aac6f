import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { canPledgeSql } from '#server/collective/boycott-procedure/pledge-eligibility.ts';
import { DAYS_IN_INBOX, type MessagesForViewer } from '#shared/collective/organiser-messages.ts';
import { TAKES_MESSAGES_SQL } from './sql-fragments.ts';

/** Maximum messages shown in an inbox. */
const MAX_MESSAGES = 10;

/**
 * Finds the recent messages of organisers to the viewer: of boycotts in which she can pledge, or could.
 * Computed anew at each request, and kept nowhere; none where she switched them off.
 */
export async function findMessagesForViewer(
  sql: Sql,
  viewer: Viewer,
  now: Date,
): Promise<MessagesForViewer> {
  return { messages: await sql(FOR_VIEWER, [viewer.id, now.toISOString()]) };
}

const FOR_VIEWER = statement(
  {
    id: col.text,
    boycott: col.json<{ id: string; title: string }>(),
    on: col.text,
  },
  `
  SELECT o.id, json_build_object('id', b.id, 'title', b.title) AS boycott, o.published_on::text AS on
    FROM organiser_message o JOIN boycott b ON b.id = o.boycott_id, member m
   WHERE m.id = $1 AND o.hidden_by IS NULL
     AND o.published_on > ($2::timestamptz AT TIME ZONE 'UTC')::date - ${DAYS_IN_INBOX}
     AND ${TAKES_MESSAGES_SQL}
     AND COALESCE((SELECT c.organiser_messages FROM member_choices c WHERE c.member_id = $1), true)
     AND ${canPledgeSql('$2::timestamptz')}
   ORDER BY o.published_on DESC, o.id LIMIT ${MAX_MESSAGES}`,
);
