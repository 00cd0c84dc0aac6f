import { isOfferUnderVote } from '#server/collective/boycotts/offers-to-end.ts';
import { fieldError } from '#server/core/errors.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';

/**
 * Locks the replies of a domain, so that two concurrent ones respect its daily limit and replace
 * each other.
 */
export async function lockRepliesOfDomain(tx: Db, domain: string): Promise<void> {
  await tx.sql(`SELECT pg_advisory_xact_lock(hashtext('reply'), hashtext($1))`, [domain]);
}

/**
 * Whether the domain's earlier reply in the same place is hidden, so that a moderator must read the
 * next one.
 */
export async function isEarlierReplyHidden(tx: Db, id: string): Promise<boolean> {
  const earlier = await findEarlier(tx, id);
  return earlier.some(({ hidden }) => hidden);
}

/**
 * Replaces the domain's earlier reply in the same place (one per page and per subject). Of the
 * earlier reply only its existence stays public.
 * @throws AppError bad-input while pledgers vote on the earlier one's offer.
 */
export async function replaceEarlierReply(tx: Db, id: string, now: Date): Promise<void> {
  for (const earlier of await findEarlier(tx, id)) {
    if (await isOfferUnderVote(tx, earlier.id)) throw fieldError('text', 'offer-open');
    const data = { state: 'replaced', text: '', sender: '' };
    await tx.sql('UPDATE reply SET facts = NULL WHERE id = $1', [earlier.id]);
    await tx.reply.update({ where: { id: earlier.id }, data });
    const subject = `reply/${earlier.id}`;
    await eraseSalts(tx, subject);
    await appendEntry(tx, now, { kind: 'reply-withdrawn', subject });
  }
}

function findEarlier(tx: Db, id: string): Promise<{ id: string; hidden: boolean }[]> {
  return tx.sql(EARLIER, [id]);
}

// A client's page also shows the replies about each client merged with it.
const EARLIER = statement(
  { id: col.text, hidden: col.bool },
  `
  SELECT o.id, o.hidden_by IS NOT NULL AS hidden FROM reply r
    JOIN reply o ON o.domain = r.domain AND o.id <> r.id AND o.state = 'published'
    LEFT JOIN client rc ON rc.id = r.client_id LEFT JOIN client oc ON oc.id = o.client_id
   WHERE r.id = $1 AND o.subject IS NOT DISTINCT FROM r.subject
     AND (r.subject IS NOT NULL OR o.platform_id = r.platform_id OR oc.root_id = rc.root_id)
   ORDER BY o.id`,
);
