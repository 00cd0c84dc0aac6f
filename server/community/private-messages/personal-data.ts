import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { MESSAGE_FLAG_OUTCOMES, type OwnMessagesData } from '#shared/community/private-messages.ts';
import { findMessageSuspension } from './sender-recipient-queries.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { decryptRowTexts } from '#server/database/shredding/sealed-text.ts';
import { MESSAGE_KEY_PURPOSE, decryptFlaggedCopy } from './keys.ts';
import { expiryCutoff } from './rules.ts';

/**
 * Finds the viewer's conversations and settings, for her personal data export. Undecided flags
 * about her messages are left out.
 */
export async function findOwnMessageData(
  sql: Sql,
  secrets: Secrets,
  viewer: Viewer,
  now: Date,
): Promise<OwnMessagesData> {
  const [reach] = await sql(
    statement(
      { allowsMessages: col.bool, contactable: col.bool },
      `SELECT allows_messages AS "allowsMessages", contactable FROM member_choices
      WHERE member_id = $1`,
    ),
    [viewer.id],
  );
  const messages = await sql(OWN_MESSAGES, [viewer.id, expiryCutoff(now).toISOString()]);
  const flags = await sql(
    statement(
      {
        id: col.text,
        message: col.text,
        flaggedAt: col.text,
        endedOn: col.text.orNull,
        outcome: col.oneOf(MESSAGE_FLAG_OUTCOMES).orNull,
        sealed: col.text,
        keySlot: col.int.orNull,
      },
      `SELECT id, message_id AS message, sealed, key_slot AS "keySlot", flagged_at::text AS "flaggedAt",
            ended_on::text AS "endedOn", outcome
       FROM message_flag WHERE flagger_id = $1 ORDER BY flagged_at, id`,
    ),
    [viewer.id],
  );
  const ignored = await sql(
    statement(
      { pseudonym: col.text, since: col.text },
      `SELECT m.pseudonym, i.since::text AS since FROM ignore i JOIN member m ON m.id = i.ignored_id
      WHERE i.member_id = $1 ORDER BY m.pseudonym_key`,
    ),
    [viewer.id],
  );
  const texts = await decryptRowTexts(secrets, MESSAGE_KEY_PURPOSE, messages);
  return {
    reach: reach ?? { allowsMessages: false, contactable: false },
    messages: messages.map(({ sealed: _, keySlot: __, ...message }, at) => ({
      ...message,
      text: texts[at] ?? null,
    })),
    messageFlags: await Promise.all(
      flags.map(async ({ sealed, keySlot, ...flag }) => {
        const opened = await decryptFlaggedCopy(secrets, { id: flag.id, sealed, keySlot });
        return { ...flag, sentence: opened?.sentence ?? null };
      }),
    ),
    messageSuspension: await findMessageSuspension(sql, viewer.id, now),
    ignored,
  };
}

const OWN_MESSAGES = statement(
  {
    id: col.text,
    with: col.text,
    mine: col.bool,
    sentAt: col.text,
    readAt: col.text.orNull,
    sealed: col.text,
    keySlot: col.int.orNull,
  },
  `
  SELECT p.id, p.sealed, p.key_slot AS "keySlot", m.pseudonym AS "with", p.sender_id = $1 AS mine,
         p.sent_at::text AS "sentAt", CASE WHEN p.recipient_id = $1 THEN p.read_at::text END AS "readAt"
    FROM private_message p
    JOIN member m ON m.id = CASE WHEN p.sender_id = $1 THEN p.recipient_id ELSE p.sender_id END
   WHERE (p.sender_id = $1 OR p.recipient_id = $1) AND p.sent_at > $2::timestamptz
   ORDER BY p.sent_at, p.id`,
);
