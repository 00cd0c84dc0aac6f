import type { Secrets } from '#server/core/secrets.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { SealedTable } from '#server/database/shredding/re-encrypt-rows.ts';
import { decryptRowTexts, encryptRowText } from '#server/database/shredding/sealed-text.ts';
import { isDay, middleOfMonth, type Day } from '#shared/core/days.ts';

const PURPOSE = 'days asked';

export const SEALED_ASKED_DAYS: SealedTable = {
  table: 'payout',
  column: 'asked_sealed',
  purpose: PURPOSE,
};

/** The columns of the day asked. */
export type AskedColumns = { readonly askedSealed: string | null; readonly keySlot: number | null };

/** Columns of a settled payout: no day asked is kept, and its key is destroyed within a minute. */
export const NO_ASKED_DAY: AskedColumns = { askedSealed: null, keySlot: null };

/** A payout whose day asked is read. */
export type AskedRow = AskedColumns & { readonly id: string; readonly askedMonth: string };

/** Encrypts the day on which pending payout `id` was asked for, under a key of its own. */
export async function sealAskedDay(
  tx: Db,
  secrets: Secrets,
  id: string,
  day: Day,
): Promise<AskedColumns> {
  const { sealed, keySlot } = await encryptRowText(tx, secrets, PURPOSE, id, day);
  return { askedSealed: sealed, keySlot };
}

/**
 * Decrypts the days on which payouts were asked for, in the same order; the middle of the month for one
 * without a day, or whose key is lost.
 */
export async function readAskedDays(
  secrets: Secrets,
  payouts: readonly AskedRow[],
): Promise<readonly Day[]> {
  const days = await decryptRowTexts(
    secrets,
    PURPOSE,
    payouts.map(({ id, keySlot, askedSealed }) => ({ id, keySlot, sealed: askedSealed ?? '' })),
  );
  return payouts.map(({ askedMonth }, at) => {
    const day = days[at] ?? null;
    return day !== null && isDay(day) ? day : middleOfMonth(askedMonth);
  });
}

/** Finds the days asked of a member's pending payouts, for her alone. */
export async function findOwnAskedDays(
  sql: Sql,
  secrets: Secrets,
  memberId: string,
): Promise<{ payout: string; askedOn: Day }[]> {
  const rows = await sql(OWN_ASKED_DAYS, [memberId]);
  const days = await readAskedDays(secrets, rows);
  return rows.map(({ id, askedMonth }, at) => ({
    payout: id,
    askedOn: days[at] ?? middleOfMonth(askedMonth),
  }));
}

const OWN_ASKED_DAYS = statement(
  { id: col.text, askedMonth: col.text, askedSealed: col.text.orNull, keySlot: col.int.orNull },
  `SELECT y.id, y.asked_month AS "askedMonth", y.asked_sealed AS "askedSealed", y.key_slot AS "keySlot"
     FROM payout y JOIN author a ON a.id = y.author_id
    WHERE a.member_id = $1 AND y.asked_sealed IS NOT NULL ORDER BY y.id`,
);

/** Reads the day asked of one payout. */
export async function readAskedDay(secrets: Secrets, payout: AskedRow): Promise<Day> {
  const [day] = await readAskedDays(secrets, [payout]);
  return day ?? middleOfMonth(payout.askedMonth);
}
