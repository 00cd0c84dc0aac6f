import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { SlipDeps } from '#server/evidence/publication/publish-report.ts';
import { remindOfPendingPayouts } from '#server/identity/notifications/pending-payout-reminders.ts';
import { addDays, daysBetween, today, type Day } from '#shared/core/days.ts';
import { claimReminderDays } from '#shared/evidence/claim-reminders.ts';
import { UNPAID_MULTIPLE_OF_EXPECTED_DELAY } from '#shared/evidence/standing-constants.ts';
import { readAskedDays } from './asked-day.ts';

/** Number of days among which the first day of counting as unpaid is drawn. */
const UNPAID_DRAWN_DAYS = 7;

/** Payouts checked in one transaction. */
const AT_ONCE = 500;

/**
 * Counts the unanswered reminders of pending payouts, notifies their authors of new ones, and draws the
 * day from which one that waits for too long counts as unpaid. Reads the days asked, which are
 * encrypted: the figures of platforms do not.
 */
export async function checkPendingPayouts(
  { prisma }: Database,
  { secrets, draw }: SlipDeps,
  now: Date,
  signal?: AbortSignal,
): Promise<void> {
  const day = today(now);
  for (let after: string | null = ''; after !== null;) {
    if (signal?.aborted === true) return;
    const from: string = after;
    after = await prisma.$transaction(async (tx) => {
      const claims = await tx.sql(CLAIMS, [from, AT_ONCE]);
      const asked = await readAskedDays(secrets, claims);
      const changed = claims.flatMap((claim, at) => {
        const askedOn = asked[at] ?? day;
        const days = claimReminderDays({ ...claim, askedOn });
        const unanswered = days.filter((one) => one <= day).length;
        const unpaid = claim.unpaidOn === null && isUnpaid(askedOn, claim.expectedDays, day);
        const unpaidOn = unpaid ? addDays(day, draw(UNPAID_DRAWN_DAYS)) : claim.unpaidOn;
        if (unanswered === claim.unanswered && unpaidOn === claim.unpaidOn) return [];
        return [{ ...claim, unanswered, unpaidOn }];
      });
      const reminded = await tx.sql(STORE, [JSON.stringify(changed)]);
      await remindOfPendingPayouts(tx.sql, reminded, now);
      return claims.length < AT_ONCE ? null : (claims.at(-1)?.id ?? null);
    });
  }
}

function isUnpaid(askedOn: Day, expectedDays: number, now: Day): boolean {
  return daysBetween(askedOn, now) > Math.ceil(UNPAID_MULTIPLE_OF_EXPECTED_DELAY * expectedDays);
}

const CLAIMS = statement(
  {
    id: col.text,
    askedMonth: col.text,
    askedSealed: col.text.orNull,
    keySlot: col.int.orNull,
    lastWordOn: col.text,
    expectedDays: col.int,
    unanswered: col.int,
    unpaidOn: col.text.orNull,
  },
  `
  SELECT id, asked_month AS "askedMonth", asked_sealed AS "askedSealed", key_slot AS "keySlot",
         GREATEST(published_on, still_waiting_on)::text AS "lastWordOn",
         expected_days AS "expectedDays", unanswered_reminders AS unanswered,
         unpaid_on::text AS "unpaidOn"
    FROM payout WHERE state = 'waiting' AND expected_days IS NOT NULL AND id > $1
   ORDER BY id LIMIT $2`,
);

// Skips payouts that their author is changing or has changed; the next run checks them.
const STORE = statement(
  { id: col.text, unanswered: col.int },
  `
  WITH claim AS (
    SELECT * FROM json_to_recordset($1::json)
      AS c (id text, unanswered int, "unpaidOn" date, "keySlot" int, "lastWordOn" date)),
  free AS (
    SELECT y.id FROM payout y JOIN claim c USING (id)
     WHERE y.state = 'waiting' AND y.key_slot IS NOT DISTINCT FROM c."keySlot"
       AND GREATEST(y.published_on, y.still_waiting_on) = c."lastWordOn"
       FOR NO KEY UPDATE OF y SKIP LOCKED)
  UPDATE payout p SET unanswered_reminders = c.unanswered, unpaid_on = c."unpaidOn"
    FROM claim c JOIN free USING (id) WHERE p.id = c.id RETURNING p.id, c.unanswered`,
);
