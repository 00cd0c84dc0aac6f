import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { EntryKindCommittingTo } from '#shared/transparency-log/entry-kinds.ts';
import {
  appendEntries,
  appendEntry,
  appendIfContentChanged,
  eraseSalts,
} from '#server/transparency-log/append-entries.ts';
import { isProofShownSql } from '#server/database/predicates/content-visibility.ts';
import { uncoverPicture } from './picture-covers.ts';
import { today } from '#shared/core/days.ts';
import { proofStateOf } from '#shared/evidence/proofs.ts';

/**
 * Closes checks that nobody asks for any more: their picture was replaced or removed, or all doubts
 * were withdrawn. Makes no decision. Checks of a payout that is not shown go without a trace.
 * @returns how many were closed.
 */
export async function dropUnsupportedChecks(tx: Db, payoutId: string, now: Date): Promise<number> {
  await tx.sql(FORGET_UNANNOUNCED, [payoutId]);
  const dropped = await tx.sql(DROP, [payoutId, today(now)]);
  for (const { id } of dropped) {
    await appendEntry(tx, now, { kind: 'check-dropped', subject: `check/${id}` });
  }
  if (dropped.some(({ reason }) => reason === 'personal-data'))
    await uncoverPicture(tx, payoutId, now);
  return dropped.length;
}

/**
 * Logs again the statements and checks of a proof after its picture changed: the public then sees which
 * of them are about an earlier picture.
 */
export async function recommitStatementsAboutPicture(
  tx: Db,
  payoutId: string,
  now: Date,
): Promise<void> {
  const wanted = { where: { payoutId }, select: { id: true } };
  for (const { id } of await tx.proofStatement.findMany(wanted))
    await appendIfContentChanged(tx, now, `voice/${id}`);
  for (const { id } of await tx.proofCheck.findMany(wanted))
    await appendIfContentChanged(tx, now, `check/${id}`);
}

/** The values of a payout that its proof shows; changing one drops the confirmations. */
type SeenFacts = {
  readonly state: string;
  readonly receivedShare: number | null;
  readonly shownMinor: number | null;
  readonly currency: string;
  readonly askedMonth: string;
  readonly showsMonth: boolean;
};

const SEEN = {
  state: true,
  receivedShare: true,
  shownMinor: true,
  currency: true,
  askedMonth: true,
  showsMonth: true,
} as const satisfies Record<keyof SeenFacts, true>;

function seenOf(payout: SeenFacts): readonly unknown[] {
  const { shownMinor, currency, showsMonth, askedMonth } = payout;
  return [
    proofStateOf(payout),
    shownMinor,
    shownMinor === null ? null : currency,
    showsMonth ? askedMonth : null,
  ];
}

/**
 * Drops the confirmations of a proof when shown values of its payout change, since they were about
 * the old ones. Call before replacing the facts.
 */
export async function dropOutdatedConfirmations(
  tx: Db,
  payoutId: string,
  after: SeenFacts,
  now: Date,
): Promise<void> {
  const before = await tx.payout.findUniqueOrThrow({ where: { id: payoutId }, select: SEEN });
  const seen = seenOf(after);
  if (seenOf(before).every((value, at) => value === seen[at])) return;
  const where = { payoutId, kind: 'confirm' };
  const statements = await tx.proofStatement.findMany({ where, select: { id: true } });
  await tx.proofStatement.deleteMany({ where });
  await endAll(tx, 'proof-voice-withdrawn', 'voice', statements, now);
}

/**
 * Deletes the decisions about a payout, and ends its statements, checks and opinions in the record,
 * where it tells of them. Call before deleting the payout for good.
 */
export async function deleteProofStatements(
  tx: Db,
  payoutId: string,
  shown: boolean,
  now: Date,
): Promise<void> {
  if (!shown) return;
  const select = { id: true };
  const statements = await tx.proofStatement.findMany({ where: { payoutId }, select });
  const checks = await tx.proofCheck.findMany({ where: { payoutId }, select });
  const opinions = await tx.checkOpinion.findMany({ where: { check: { payoutId } }, select });
  await tx.decision.deleteMany({ where: { check: { payoutId } } });
  await endAll(tx, 'proof-voice-withdrawn', 'voice', statements, now);
  await endAll(tx, 'check-withdrawn', 'check', checks, now);
  await endAll(tx, 'check-opinion-withdrawn', 'opinion', opinions, now);
}

/** Deletes rows and erases their salts in the record, which keeps only that they were deleted. */
async function endAll(
  tx: Db,
  kind: EntryKindCommittingTo<'end'>,
  name: string,
  things: readonly { readonly id: string }[],
  now: Date,
): Promise<void> {
  for (const { id } of things) await eraseSalts(tx, `${name}/${id}`);
  await appendEntries(
    tx,
    now,
    things.map(({ id }) => ({ kind, subject: `${name}/${id}` })),
  );
}

const FORGET_UNANNOUNCED = `
  DELETE FROM proof_check k USING payout y
   WHERE k.payout_id = $1 AND y.id = k.payout_id AND NOT ${isProofShownSql('y')}
     AND NOT EXISTS (SELECT 1 FROM screenshot s WHERE s.payout_id = k.payout_id AND s.key = k.image_key)`;

const DROP = statement(
  { id: col.text, reason: col.text },
  `
  UPDATE proof_check k SET state = 'dismissed', settled_on = $2::date
   WHERE k.payout_id = $1 AND k.state = 'open' AND (
     NOT EXISTS (SELECT 1 FROM screenshot s WHERE s.payout_id = k.payout_id AND s.key = k.image_key)
     OR k.origin = 'doubt' AND NOT EXISTS (SELECT 1 FROM proof_voice v
       WHERE v.payout_id = k.payout_id AND v.image_key = k.image_key
         AND v.kind = 'doubt' AND v.reason = k.reason))
  RETURNING k.id, k.reason`,
);
