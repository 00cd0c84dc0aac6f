import { dayToDate, dateToDay, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { FLAG_PAUSE_DAYS, FLAG_PAUSE_WINDOW_DAYS } from '#shared/governance/cases.ts';
import { addDays, today } from '#shared/core/days.ts';
import { isFloodingWithFlags } from '#shared/governance/flags.ts';

/**
 * Pauses flagging for members who sent many manifestly unfounded flags, and notifies them with the
 * numbers. Flags counted for an earlier pause are not counted again.
 */
export async function pauseFlaggingOfFlooders(
  tx: Db,
  caseId: string,
  memberIds: readonly string[],
  now: Date,
): Promise<void> {
  const day = today(now);
  for (const memberId of memberIds) {
    const earlier = await tx.flagPause.findUnique({ where: { memberId } });
    const counted = await countFlags(tx, memberId, [
      addDays(day, -FLAG_PAUSE_WINDOW_DAYS),
      ...(earlier === null ? [] : [dateToDay(earlier.endsOn)]),
    ]);
    if (!isFloodingWithFlags(counted)) continue;
    const endsOn = addDays(day, FLAG_PAUSE_DAYS);
    const pause = { endsOn: dayToDate(endsOn), ...counted };
    await tx.flagPause.upsert({
      where: { memberId },
      create: { memberId, ...pause },
      update: pause,
    });
    const facts = { ...counted, day: endsOn };
    await notify(tx, [memberId], { kind: 'flags-paused', subject: memberId, facts }, now);
    await appendEntry(tx, now, {
      kind: 'flags-paused',
      subject: `case/${caseId}`,
      content: { case: caseId, endsOn, ...counted },
    });
  }
}

/** Counts a member's decided flags since the latest of the given days. */
async function countFlags(
  tx: Db,
  memberId: string,
  since: readonly string[],
): Promise<{ unfounded: number; flags: number }> {
  const [row] = await tx.sql(
    statement(
      { unfounded: col.int, flags: col.int },
      `SELECT count(*)::int AS flags, count(*) FILTER (WHERE outcome = 'unfounded')::int AS unfounded
       FROM flag WHERE member_id = $1 AND outcome IS NOT NULL AND flagged_on >= $2::date`,
    ),
    [memberId, since.toSorted().at(-1)],
  );
  return row ?? { unfounded: 0, flags: 0 };
}
