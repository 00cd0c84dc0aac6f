import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { recordBoycottEvent } from '#server/collective/boycott-procedure/record-event.ts';
import {
  boycottExistsSql,
  hasInterestInBoycottSql,
} from '#server/collective/boycott-procedure/has-interest-sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { readableOrNullSql } from '#server/database/predicates/content-visibility.ts';
import {
  defineChangeKind,
  type ChangeKind,
} from '#server/identity/two-person-approval/change-kind.ts';
import { notifyFollowersOf } from '#server/identity/notifications/notify.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { proposedMessage } from '#shared/collective/organiser-messages.ts';
import { today } from '#shared/core/days.ts';
import type { Language } from '#shared/core/languages.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import {
  NEXT_MESSAGE_DAY_SQL,
  TAKES_MESSAGES_SQL,
  TAKES_TOLD_OFFERS_SQL,
} from './sql-fragments.ts';

/**
 * The change that publishes a message of organisers, once two moderators have read it. Only followers of
 * the boycott get an inbox item: one for each who can pledge would list them.
 */
export const SEND_ORGANISER_MESSAGE: ChangeKind = defineChangeKind({
  kind: 'send-message',
  of: 'boycott',
  by: 'moderators',
  payload: proposedMessage,
  isConcerned: hasInterestInBoycottSql,
  subjectExists: boycottExistsSql,
  check: (tx, { subjectId, payload }, now) =>
    requireMessageDue(tx, subjectId, payload.offer === true, now),
  apply: async (tx, { subjectId, payload }, { memberId, hands, alone }, now) => {
    const { id, text, offer } = payload;
    if (alone || text === undefined) throw new AppError('conflict');
    await tx.organiserMessage.create({
      data: {
        id,
        text,
        boycottId: subjectId,
        memberId,
        checkedBy: hands.map(({ handle }) => handle),
        publishedOn: dayToDate(today(now)),
      },
    });
    await appendEntry(tx, now, {
      kind: 'organiser-message-published',
      subject: `organiser-message/${id}`,
    });
    if (offer === true) await recordBoycottEvent(tx, subjectId, 'offer', now, { messageId: id });
    const news = { kind: 'boycott-message', subject: subjectId } as const;
    await notifyFollowersOf(tx, [{ kind: 'boycott', subject: subjectId }], news, now);
    return { result: `organiser-message/${id}` };
  },
  describe: async (sql, { subjectId, payload }) => {
    const [boycott] = await sql(DESCRIBED, [subjectId, payload.id]);
    if (boycott === undefined) return null;
    const { sent, text, ...about } = boycott;
    const words = sent ? text : (payload.text ?? null);
    const saidIn = (language: Language): string =>
      payload.offer === true
        ? `${messagesFor(language).boycotts.messages.offer} ${words ?? ''}`
        : (words ?? '');
    return {
      about: { kind: 'boycott', ...about },
      to: words === null ? null : { fr: saidIn('fr'), en: saidIn('en') },
    };
  },
});

const DESCRIBED = statement(
  { key: col.text, name: col.text, sent: col.bool, text: col.text.orNull },
  `SELECT b.id AS key, b.name, o.id IS NOT NULL AS sent, ${readableOrNullSql('o', 'o.text', 'false')} AS text
     FROM named_boycott b LEFT JOIN organiser_message o ON o.id = $2 WHERE b.id = $1`,
);

/**
 * Checks, with the boycott locked, that it takes a message, or one that tells of an offer, today.
 * @throws AppError not-found for no boycott; conflict at another step, or within a month of the last one.
 */
async function requireMessageDue(
  tx: Db,
  boycottId: string,
  offer: boolean,
  now: Date,
): Promise<void> {
  const [boycott] = await tx.sql(
    statement(
      { due: col.bool },
      `SELECT CASE WHEN $3::boolean THEN ${TAKES_TOLD_OFFERS_SQL}
              ELSE ${TAKES_MESSAGES_SQL} AND COALESCE(${NEXT_MESSAGE_DAY_SQL} <= $2::date, true) END AS due
         FROM boycott b WHERE b.id = $1 FOR NO KEY UPDATE OF b`,
    ),
    [boycottId, today(now), offer],
  );
  if (!requireFound(boycott).due) throw new AppError('conflict');
}
