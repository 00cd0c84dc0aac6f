import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { unlistIfStated } from '#server/transparency-log/state-found-rows.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import type { PledgeRank } from '#shared/collective/boycotts.ts';
import { today } from '#shared/core/days.ts';
import { SITE_KEY_NUMBER } from '#server/collective/pledges/signing-keys.ts';
import type { LoadedBoycott } from '#server/collective/boycott-procedure/lock-boycott.ts';

/**
 * Removes organisers who gave no key, and the keys of deleted accounts, when pledging begins, so
 * that nobody can block a boycott by staying away, and tells them. Keys of ranks without members are removed too.
 */
export async function dropAbsentOrganisers(
  tx: Db,
  boycottId: string,
  ranks: readonly PledgeRank[],
  now: Date,
): Promise<void> {
  await tx.boycottKey.deleteMany({ where: { boycottId, rank: { notIn: [...ranks] } } });
  const gone = { boycottId, memberId: null };
  const numbers = (await tx.boycottOrganiser.findMany({ where: gone })).map(({ number }) => number);
  await tx.boycottKey.deleteMany({ where: { boycottId, organiser: { in: numbers } } });
  const keys = await tx.boycottKey.findMany({
    where: { boycottId, organiser: { not: SITE_KEY_NUMBER } },
    select: { organiser: true },
  });
  const given = keys.map(({ organiser }) => organiser);
  const absent = { boycottId, number: { notIn: given } };
  const dropped = await tx.boycottOrganiser.findMany({
    where: absent,
    select: { number: true, memberId: true },
  });
  await tx.boycottOrganiser.deleteMany({ where: absent });
  for (const { number } of dropped)
    await unlistIfStated(tx, `organiser/${boycottId}-${number}`, now);
  const told = dropped.flatMap(({ memberId }) => (memberId === null ? [] : [memberId]));
  await notify(tx, told, { kind: 'boycott-key-dropped', subject: boycottId }, now);
}

/** Reminds each organiser, at most once a day, of requests that wait for her key. */
export async function remindOrganisers(
  tx: Db,
  { id, state }: Pick<LoadedBoycott, 'id' | 'state'>,
  now: Date,
): Promise<void> {
  if (state !== 'pledging') return;
  const day = today(now);
  const late = await tx.sql(REMIND, [id, day]);
  if (late.length === 0) return;
  const memberIds = late.map(({ memberId }) => memberId);
  await tx.boycottOrganiser.updateMany({
    where: { boycottId: id, memberId: { in: memberIds } },
    data: { remindedOn: dayToDate(day) },
  });
  await notify(tx, memberIds, { kind: 'boycott-key-waits', subject: id }, now);
}

const REMIND = statement(
  { memberId: col.text },
  `
  SELECT r.member_id AS "memberId" FROM boycott_organiser r
   WHERE r.boycott_id = $1 AND r.member_id IS NOT NULL
     AND (r.reminded_on IS NULL OR r.reminded_on < $2::date)
     AND EXISTS (SELECT 1 FROM boycott_cosignature w WHERE w.boycott_id = r.boycott_id
       AND w.organiser = r.number AND w.signature IS NULL)`,
);
