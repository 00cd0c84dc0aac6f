import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { today } from '#shared/core/days.ts';
import {
  MESSAGE_SUSPENSION_RULES,
  type MessageSuspension,
} from '#shared/community/private-messages.ts';
import type { SenderAndRecipient } from './rules.ts';

/**
 * Finds the relation between the viewer and another member, and when the viewer's account was made.
 */
export async function findSenderAndRecipient(
  sql: Sql,
  viewerId: string,
  otherId: string,
  now: Date,
): Promise<SenderAndRecipient & { readonly createdAt: Date }> {
  const [pair] = await sql(PAIR, [viewerId, otherId, today(now)]);
  return requireFound(pair);
}

export async function findMessageSuspension(
  sql: Sql,
  viewerId: string,
  now: Date,
): Promise<MessageSuspension | null> {
  const [row] = await sql(
    statement(
      { endsOn: col.text, rule: col.oneOf(MESSAGE_SUSPENSION_RULES), reason: col.text },
      `SELECT ends_on::text AS "endsOn", rule, reason FROM message_suspension
      WHERE member_id = $1 AND ends_on > $2::date`,
    ),
    [viewerId, today(now)],
  );
  return row ?? null;
}

const PAIR = statement(
  {
    self: col.bool,
    suspendedUntil: col.text.orNull,
    allows: col.bool,
    ignoring: col.bool,
    otherAllows: col.bool,
    otherIgnores: col.bool,
    createdAt: col.moment,
  },
  `
  SELECT m.id = $2 AS self, m.created_at AS "createdAt",
         (SELECT ends_on::text FROM message_suspension
           WHERE member_id = $1 AND ends_on > $3::date) AS "suspendedUntil",
         COALESCE((SELECT allows_messages FROM member_choices WHERE member_id = $1), false) AS allows,
         EXISTS (SELECT 1 FROM ignore WHERE member_id = $1 AND ignored_id = $2) AS ignoring,
         COALESCE((SELECT allows_messages FROM member_choices WHERE member_id = $2), false)
           AS "otherAllows",
         EXISTS (SELECT 1 FROM ignore WHERE member_id = $2 AND ignored_id = $1) AS "otherIgnores"
    FROM member m WHERE m.id = $1`,
);
