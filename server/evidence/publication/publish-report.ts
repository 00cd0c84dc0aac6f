import { randomInt } from 'node:crypto';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { today, type Day } from '#shared/core/days.ts';
import {
  BUDGET_DAYS,
  chooseLevel,
  DETAIL_ONE_IN,
  KNOWING_WINDOW,
  knowingPrice,
  SAME_VOICE_DAYS,
  type SlipDetail,
} from '#shared/evidence/publication/meter.ts';
import { type SlipOutcome } from '#shared/directory/slip-figures.ts';
import { loadCrowd } from './crowd.ts';
import {
  loadReport,
  pricedProof,
  slipOwner,
  slipOwnerKey,
  type PUBLICATION_STATES,
  type PayoutReport,
} from './load-report.ts';
import { drawMonday, slipContent, type DrawInteger, type SlipContent } from './rules.ts';

/** Dependencies of reporting: the key of owner tags, and the source of random integers. */
export type SlipDeps = {
  readonly secrets: Secrets;
  readonly ownerKey: Buffer;
  readonly draw: DrawInteger;
};

export function createSlipDeps(secrets: Secrets): SlipDeps {
  return { secrets, ownerKey: slipOwnerKey(secrets), draw: randomInt };
}

/** How the author of a report wishes to see it published. */
export type PublicationWish = {
  /** The detail that the slip may show beside the outcome; one report in three is drawn to show it. */
  readonly detail: SlipDetail;
  /** The author allows a longer window, so that more workers could have written the report. */
  readonly later: boolean;
};
const NO_WISH: PublicationWish = { detail: 'delay', later: false };

/** Weeks among whose Mondays that of a released slip's withdrawal is drawn. */
const WITHDRAWAL_WEEKS = 13;

/**
 * Publishes the report of a payout: makes a slip for it, adds it to the author's slip that waits,
 * or holds it back. Does nothing while no outcome is known, or once the report has a slip of its
 * own. Runs at most four statements.
 */
export async function publishReport(
  tx: Db,
  tools: SlipDeps,
  payoutId: string,
  now: Date,
  wish = NO_WISH,
): Promise<void> {
  const report = await loadReport(tx, payoutId, today(now));
  if (report === undefined || report.publication === 'first') return;
  await publish(tx, tools, report, now, wish);
}

/**
 * Makes the slip of a held-back report whose author shows it knowingly, however few could have
 * written it.
 * @throws AppError conflict where it is not held back, a slip of hers waits meanwhile, or one with the same
 * outcome was shown within a year.
 */
export async function publishKnowingly(
  tx: Db,
  { ownerKey, draw }: SlipDeps,
  payoutId: string,
  now: Date,
): Promise<void> {
  const day = today(now);
  const report = requireFound(await loadReport(tx, payoutId, day));
  const { outcome, salt, platformId, publication } = report;
  if (publication !== 'held-back' || outcome === null || salt === null) {
    throw new AppError('conflict');
  }
  const owner = slipOwner(ownerKey, salt, platformId);
  const { waiting, toldPaid, toldNotPaid } = requireFound((await tx.sql(BUDGET, [owner, day]))[0]);
  const wasTold = outcome === 'paid' ? toldPaid : toldNotPaid;
  if (waiting !== null || wasTold) throw new AppError('conflict');
  const { badShare } = await loadCrowd(tx.sql, platformId, day);
  await makeSlip(tx, { ...report, outcome }, owner, drawMonday(day, KNOWING_WINDOW, draw), {
    window: KNOWING_WINDOW,
    detail: null,
    detailClass: null,
    price: knowingPrice(outcome, badShare),
  });
}

/**
 * Updates the slip of a report after its payout changed (a claim was closed, another outcome, a
 * withdrawal), in the same transaction; `before` is the report as loaded before the change. The
 * budget spent on the earlier slip is not refunded.
 */
export async function reviseReport(
  tx: Db,
  tools: SlipDeps,
  before: PayoutReport,
  now: Date,
): Promise<void> {
  const after = await loadReport(tx, before.id, today(now));
  const stillWaits = before.state === 'waiting' && after?.state === 'waiting';
  if (before.publication === 'first' && !stillWaits) {
    // The slip of a pending payout says not-paid, and stands even where the passing of time or a
    // new expected delay would judge the payout otherwise.
    const told = before.state === 'waiting' ? 'not-paid' : before.outcome;
    if (told === after?.outcome) return;
    await takeBackSlip(tx, tools, { ...before, outcome: told }, now);
    if (after !== undefined) await publish(tx, tools, after, now);
  } else if (before.state === 'waiting' && after !== undefined && !stillWaits) {
    await publish(tx, tools, after, now);
  }
}

/**
 * Takes back the slip of a report that counts nowhere. The report is held back: where it counts again, its
 * author may show it knowingly.
 */
export async function holdBackReport(
  tx: Db,
  tools: SlipDeps,
  payoutId: string,
  now: Date,
): Promise<void> {
  const report = await loadReport(tx, payoutId, today(now));
  if (report?.publication !== 'first') return;
  await takeBackSlip(tx, tools, report, now);
  await keepState(tx, report, 'held-back', null);
}

async function publish(
  tx: Db,
  { ownerKey, draw }: SlipDeps,
  report: PayoutReport,
  now: Date,
  wish = NO_WISH,
): Promise<void> {
  const { outcome, salt, platformId } = report;
  if (outcome === null || salt === null) return;
  const day = today(now);
  const owner = slipOwner(ownerKey, salt, platformId);
  const { waiting, spent } = requireFound((await tx.sql(BUDGET, [owner, day]))[0]);
  if (waiting !== null) {
    await keepState(tx, report, 'joined', waiting);
    return spendProof(tx, waiting, pricedProof(report));
  }
  const crowd = await loadCrowd(tx.sql, platformId, day);
  const detail = draw(DETAIL_ONE_IN) === 0 ? wish.detail : 'none';
  const level = chooseLevel(crowd, spent, detail, wish.later);
  if (level === null) return keepState(tx, report, 'held-back', null);
  const told = { ...report, outcome };
  const slip = slipContent(told, level, crowd);
  await makeSlip(tx, told, owner, drawMonday(day, slip.window, draw), slip);
}

async function makeSlip(
  tx: Db,
  report: PayoutReport & { readonly outcome: SlipOutcome },
  owner: string,
  monday: Day,
  slip: SlipContent,
): Promise<void> {
  await tx.sql(MAKE_SLIP, [
    report.id,
    report.authorId,
    randomId(),
    'first',
    report.platformId,
    owner,
    monday,
    slip.window,
    report.outcome,
    slip.detail,
    slip.detailClass,
    report.solicited,
    slip.price * pricedProof(report),
  ]);
}

/**
 * Adds the price of a proof to the spending of the author's waiting slip, so that her next slips take
 * it into account.
 */
async function spendProof(tx: Db, slipId: string, price: number): Promise<void> {
  if (price === 1) return;
  await tx.sql('UPDATE publication_spending SET price = price * $2 WHERE id = $1', [slipId, price]);
}

async function keepState(
  tx: Db,
  { id, authorId }: PayoutReport,
  state: (typeof PUBLICATION_STATES)[number],
  slipId: string | null,
): Promise<void> {
  await tx.sql(KEEP_STATE, [id, authorId, slipId, state]);
}

/**
 * Deletes the slip of a report: at once while it is not released, else on a Monday that is drawn.
 * When the report is no longer linked to its slip, deletes one of the author's slips with the same
 * outcome instead.
 */
async function takeBackSlip(
  tx: Db,
  { ownerKey, draw }: SlipDeps,
  report: PayoutReport,
  now: Date,
): Promise<void> {
  const { salt, platformId, outcome } = report;
  await tx.sql(`DELETE FROM payout_publication WHERE payout_id = $1`, [report.id]);
  if (salt === null) return;
  const owner = slipOwner(ownerKey, salt, platformId);
  const slipId = report.slipId ?? (await tx.sql(UNLINKED, [owner, outcome]))[0]?.id;
  if (slipId === undefined) return;
  await tx.sql(FREE_JOINED, [slipId]);
  await tx.sql(`DELETE FROM slip WHERE id = $1 AND NOT released`, [slipId]);
  const monday = drawMonday(today(now), WITHDRAWAL_WEEKS, draw);
  await tx.sql(`UPDATE slip SET withdrawn_on = $2::date WHERE id = $1`, [slipId, monday]);
}

/** SQL: whether a slip of owner $1 shows an outcome, since a Monday within a year before $2. */
function toldSql(outcome: SlipOutcome): string {
  return `EXISTS (SELECT 1 FROM slip s WHERE s.owner = $1 AND s.outcome = '${outcome}' AND s.released
    AND s.withdrawn_on IS NULL AND s.monday > $2::date - ${SAME_VOICE_DAYS})`;
}

/**
 * An owner's waiting slip, the outcomes with which slips of hers were shown within a year, and the
 * product of the prices of all that was shown of her.
 */
export const BUDGET = statement(
  { waiting: col.text.orNull, toldPaid: col.bool, toldNotPaid: col.bool, spent: col.float },
  `
  SELECT (SELECT id FROM slip WHERE owner = $1 AND NOT released) AS waiting,
         ${toldSql('paid')} AS "toldPaid", ${toldSql('not-paid')} AS "toldNotPaid",
         COALESCE((SELECT exp(sum(ln(price))) FROM publication_spending
           WHERE owner = $1 AND monday > $2::date - ${BUDGET_DAYS}), 1) AS spent`,
);

const KEEP_STATE = `
  INSERT INTO payout_publication (payout_id, author_id, slip_id, state) VALUES ($1, $2, $3, $4)
  ON CONFLICT (payout_id) DO UPDATE SET slip_id = EXCLUDED.slip_id, state = EXCLUDED.state
   WHERE payout_publication.state <> 'first'`;

const MAKE_SLIP = `
  WITH made AS (
    INSERT INTO slip (id, platform_id, owner, monday, "window", outcome, detail, detail_class, solicited)
    VALUES ($3, $5, $6, $7::date, $8, $9, $10, $11, $12)),
  spent AS (
    INSERT INTO publication_spending (id, platform_id, owner, monday, price)
    VALUES ($3, $5, $6, $7::date, $13))
  ${KEEP_STATE}`;

const UNLINKED = statement(
  { id: col.text },
  `
  SELECT s.id FROM slip s WHERE s.owner = $1 AND s.outcome = $2 AND s.withdrawn_on IS NULL
     AND NOT EXISTS (SELECT 1 FROM payout_publication b WHERE b.slip_id = s.id)
   ORDER BY s.id LIMIT 1`,
);

const FREE_JOINED = `
  UPDATE payout_publication SET slip_id = NULL, state = 'held-back' WHERE slip_id = $1`;
