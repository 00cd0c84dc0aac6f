import { Prisma } from '#prisma/client.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { fieldError } from '#server/core/errors.ts';
import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';
import type { OfferableBoycott } from '#shared/governance/right-of-reply.ts';
import { openBoycottBallot } from './ballots.ts';
import { lockBoycott } from '#server/collective/boycott-procedure/lock-boycott.ts';

/** The platform or client that sends a reply. */
export type ReplyingParty = { readonly platformId: string } | { readonly clientId: string };

/**
 * Finds the visible boycotts in force that a replying party can offer to end: for a client, those
 * against it, its tasks and clients merged with it; for a platform, all on it, since it may give in
 * for its clients.
 */
export function findBoycottsOpenToOffer(
  sql: Sql,
  named: ReplyingParty,
): Promise<OfferableBoycott[]> {
  return sql(OFFERABLE, ids(named));
}

/**
 * Checks the offer of a reply: the boycott is on, is against the replying party, and has no other
 * offer under vote.
 * @throws AppError bad-input.
 */
export async function checkOfferToEnd(
  tx: Db,
  boycottId: string,
  named: ReplyingParty,
): Promise<void> {
  const offerable = await findBoycottsOpenToOffer(tx.sql, named);
  if (!offerable.some(({ id }) => id === boycottId)) throw fieldError('offerFor', 'invalid');
  // Of two concurrent offers the second is refused.
  await lockBoycott(tx, boycottId);
  if (await isOfferOpen(tx, boycottId)) throw fieldError('offerFor', 'offer-open');
}

/**
 * Opens the ballot on a published reply's offer if the boycott is still on and no other offer is
 * under vote; otherwise the reply is published without a ballot.
 */
export async function openOfferBallot(tx: Db, replyId: string, now: Date): Promise<void> {
  const { offerFor } = await tx.reply.findUniqueOrThrow({
    where: { id: replyId },
    select: { offerFor: true },
  });
  if (offerFor === null) return;
  const there = await tx.boycott.count({ where: { id: offerFor } });
  if (there === 0) return;
  const boycott = await lockBoycott(tx, offerFor);
  const over = boycott.stepEndsAt === null || boycott.stepEndsAt <= now;
  if (boycott.state !== 'on' || over || (await isOfferOpen(tx, offerFor))) return;
  await openBoycottBallot(tx, boycott, 'offer', now, replyId);
}

async function isOfferOpen(tx: Db, boycottId: string): Promise<boolean> {
  return (await tx.boycottBallot.count({ where: { boycottId, kind: 'offer', ...OPEN } })) > 0;
}

/** Whether pledgers are voting on a reply's offer; the reply cannot change meanwhile. */
export async function isOfferUnderVote(tx: Db, replyId: string): Promise<boolean> {
  return (await tx.boycottBallot.count({ where: { replyId, ...OPEN } })) > 0;
}

/** A ballot is open until it has counts. */
const OPEN = { counts: { equals: Prisma.DbNull } };

function ids(named: ReplyingParty): (string | null)[] {
  return 'platformId' in named ? [named.platformId, null] : [null, named.clientId];
}

const OFFERABLE = statement(
  { id: col.text, title: col.text },
  `
  SELECT b.id, b.title FROM boycott b LEFT JOIN task t ON t.id = b.task_id
    LEFT JOIN client c ON c.id = COALESCE(b.client_id, t.client_id)
   WHERE b.state = 'on' AND ${countsInFiguresSql('b')} AND (b.platform_id = $1
     OR c.root_id = (SELECT root_id FROM client WHERE id = $2))
   ORDER BY b.on_from DESC, b.id`,
);
