import { base64Sql, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { BoycottDeps } from './deps.ts';
import { secureShuffle } from '#server/core/secure-shuffle.ts';
import { type PledgeRank } from '#shared/collective/boycotts.ts';
import { PLEDGE_RANKS } from '#shared/collective/ballot-rules.ts';
import { WITHDRAW_PURPOSE } from '#shared/collective/pledge-messages.ts';
import { lockBoycottExclusive } from './accept-pledge.ts';
import { moveBatches, type BatchMover } from '#server/collective/pledge-slots/move-batches.ts';
import type { SlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import type { WaitingRecord } from '#server/collective/pledge-slots/slot-file-format.ts';

/** Minimum number of a boycott's records in a batch, so that a batch is never about one person. */
export const MIN_BATCH_RECORDS = 4;
/**
 * Maximum runs, one a minute, for which records wait for a full batch: the longer, the more members
 * have acted in between.
 */
export const MAX_RUNS_BEFORE_BATCH = 30;

type WaitingPledge = Extract<WaitingRecord, { is: 'pledge' }>;
type WaitingAct = Extract<WaitingRecord, { is: 'act' }>;

/** How pledges and acts go from slots into their tables: they alone have a boycott's id. */
export const PLEDGE_BATCHES: BatchMover = {
  isFor: (subject) => !subject.includes('/'),
  minRecords: MIN_BATCH_RECORDS,
  maxRuns: MAX_RUNS_BEFORE_BATCH,
  move: moveWaitingRecords,
};

/** Moves waiting pledges and acts alone, as `moveBatches` does. */
export function movePledgeBatches(
  site: Pick<BoycottDeps, 'database' | 'slots'>,
  options: { readonly all?: boolean } = {},
): Promise<void> {
  return moveBatches(site, [PLEDGE_BATCHES], options);
}

/**
 * Locks a boycott and moves everything acknowledged for it into its tables, from the slot files of
 * all processes. Each step calls it first, in its own transaction.
 * @returns the records to free after the transaction: moved, or obsolete.
 */
export async function moveWaitingRecords(
  tx: Db,
  slots: SlotStore,
  boycottId: string,
): Promise<readonly WaitingRecord[]> {
  // Lock order: the boycott's row first, as in every step, so that batch and step cannot deadlock.
  const [boycott] = await tx.sql(
    statement({ state: col.text }, 'SELECT state FROM boycott WHERE id = $1 FOR NO KEY UPDATE'),
    [boycottId],
  );
  await lockBoycottExclusive(tx, boycottId);
  await slots.refresh();
  const waiting = slots.of(boycottId);
  const acts = waiting.flatMap((one) => (one.is === 'act' ? [one] : []));
  const pledges = waiting.flatMap((one) => (one.is === 'pledge' ? [one] : []));
  if (boycott?.state === 'pledging') await mixPledges(tx, boycottId, pledges, acts);
  if (boycott?.state === 'on') {
    await addActs(
      tx,
      acts.filter(({ purpose }) => purpose !== WITHDRAW_PURPOSE),
    );
  }
  return waiting;
}

/**
 * Counts pledges by rank, in the table and waiting in slots, each once and without withdrawn ones.
 */
export async function countPledges(
  tx: Db,
  slots: SlotStore,
  boycottId: string,
): Promise<Record<PledgeRank, number>> {
  const rows = await tx.sql(
    statement(
      { key: col.text, rank: col.oneOf(PLEDGE_RANKS) },
      `SELECT ${base64Sql('key')} AS key, rank FROM boycott_pledge WHERE boycott_id = $1`,
    ),
    [boycottId],
  );
  const ranks = new Map(rows.map(({ key, rank }) => [key, rank]));
  const waiting = slots.of(boycottId);
  const withdrawn = await findWithdrawn(tx, boycottId);
  for (const one of waiting) {
    if (one.is === 'pledge') ranks.set(one.key, one.rank);
    else if (one.purpose === WITHDRAW_PURPOSE) withdrawn.add(one.key);
  }
  const counted = { established: 0, new: 0 };
  for (const [key, rank] of ranks) if (!withdrawn.has(key)) counted[rank] += 1;
  return counted;
}

type PledgeRow = Pick<WaitingPledge, 'key' | 'rank' | 'prefix' | 'signature'>;

/**
 * Rewrites all pledges of a boycott in random order, with waiting ones and without withdrawn ones,
 * so that row order and row age reveal nothing.
 */
async function mixPledges(
  tx: Db,
  boycottId: string,
  pledges: readonly WaitingPledge[],
  acts: readonly WaitingAct[],
): Promise<void> {
  const withdrawn = await findWithdrawn(tx, boycottId);
  const taken = acts.filter(
    ({ purpose, key }) => purpose === WITHDRAW_PURPOSE && !withdrawn.has(key),
  );
  for (const { key } of taken) withdrawn.add(key);
  const rows = new Map((await findRows(tx, boycottId)).map((row) => [row.key, row]));
  const fresh = pledges.filter(({ key }) => !rows.has(key) && !withdrawn.has(key));
  if (taken.length === 0 && fresh.length === 0) return;
  for (const row of fresh) rows.set(row.key, row);
  for (const key of withdrawn) rows.delete(key);
  const { sql } = tx;
  await sql('DELETE FROM boycott_pledge WHERE boycott_id = $1', [boycottId]);
  await sql(INSERT_PLEDGES, [boycottId, JSON.stringify(secureShuffle([...rows.values()]))]);
  // Rewrite withdrawals too: their order would reveal what the order of pledges does not.
  const former = await sql(
    statement(
      { value: col.text, key: col.text, signature: col.text, counter: col.int, purpose: col.text },
      `DELETE FROM boycott_act WHERE boycott_id = $1 AND purpose = '${WITHDRAW_PURPOSE}'
     RETURNING ${ACT_COLUMNS}`,
    ),
    [boycottId],
  );
  await addActs(tx, [...former.map((act) => ({ ...act, boycott: boycottId })), ...taken]);
}

type ActRow = Omit<WaitingAct, 'is' | 'boycott'>;

/** Inserts acts in random order; of duplicates sent to two processes at once, one is kept. */
async function addActs(
  tx: Db,
  acts: readonly (ActRow & { readonly boycott: string })[],
): Promise<void> {
  if (acts.length > 0) await tx.sql(INSERT_ACTS, [JSON.stringify(secureShuffle(acts))]);
}

async function findWithdrawn(tx: Db, boycottId: string): Promise<Set<string>> {
  const rows = await tx.sql(
    statement(
      { key: col.text },
      `SELECT ${base64Sql('key')} AS key FROM boycott_act
      WHERE boycott_id = $1 AND purpose = '${WITHDRAW_PURPOSE}'`,
    ),
    [boycottId],
  );
  return new Set(rows.map(({ key }) => key));
}

function findRows(tx: Db, boycottId: string): Promise<PledgeRow[]> {
  return tx.sql(
    statement(
      { key: col.text, rank: col.oneOf(PLEDGE_RANKS), signature: col.text, prefix: col.text },
      `SELECT ${base64Sql('key')} AS key, rank, ${base64Sql('prefix')} AS prefix,
            ${base64Sql('signature')} AS signature
       FROM boycott_pledge WHERE boycott_id = $1`,
    ),
    [boycottId],
  );
}

const ACT_COLUMNS = `${base64Sql('key')} AS key, purpose, counter, value,
  ${base64Sql('signature')} AS signature`;

const INSERT_PLEDGES = `
  INSERT INTO boycott_pledge (boycott_id, key, rank, prefix, signature)
  SELECT $1, decode(p.key, 'base64'), p.rank, decode(p.prefix, 'base64'),
         decode(p.signature, 'base64')
    FROM ROWS FROM (json_to_recordset($2::json)
         AS (key text, rank text, prefix text, signature text))
         WITH ORDINALITY AS p (key, rank, prefix, signature, nth)
   ORDER BY p.nth
  ON CONFLICT DO NOTHING`;

const INSERT_ACTS = `
  INSERT INTO boycott_act (boycott_id, key, purpose, counter, value, signature)
  SELECT a.boycott, decode(a.key, 'base64'), a.purpose, a.counter, a.value,
         decode(a.signature, 'base64')
    FROM ROWS FROM (json_to_recordset($1::json)
         AS (boycott text, key text, purpose text, counter int, value text, signature text))
         WITH ORDINALITY AS a (boycott, key, purpose, counter, value, signature, nth)
   ORDER BY a.nth
  ON CONFLICT DO NOTHING`;
