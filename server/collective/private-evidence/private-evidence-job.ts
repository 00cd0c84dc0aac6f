import { dayToDate, type Database, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { upsertInboxItemsSql } from '#server/identity/notifications/upsert-inbox-items.ts';
import { deletePictureIfUnused } from '#server/media/pictures/attach-picture.ts';
import { isModeratorOnSql } from '#server/database/predicates/moderators.ts';
import { addDays, today } from '#shared/core/days.ts';
import { PRIVATE_EVIDENCE_EXPIRY_DAYS } from '#shared/collective/private-evidence.ts';
import { destroyPrivateEvidence } from './actions.ts';
import { drawCheckers } from './draw-checkers.ts';
import { mayCheckPrivateEvidenceSql } from './sql-conditions.ts';

/**
 * Draws and notifies checkers, destroys evidence that was not answered in time, and deletes expired
 * acceptances.
 */
export async function runPrivateEvidenceJob(
  database: Database,
  store: FileStore,
  now: Date,
): Promise<void> {
  const { prisma } = database;
  const old = await prisma.privateEvidence.findMany({
    where: { sentOn: { lt: dayToDate(addDays(today(now), -PRIVATE_EVIDENCE_EXPIRY_DAYS)) } },
    select: { id: true },
  });
  for (const { id } of old) {
    const released = await prisma.$transaction((tx) => endUnanswered(tx, id, now));
    await deletePictureIfUnused(database, store, released);
  }
  await prisma.worksThere.deleteMany({ where: { until: { lt: dayToDate(today(now)) } } });
  await drawCheckers(database, now);
  await prisma.$transaction((tx) => notifyCheckers(tx, now));
}

/**
 * Destroys private evidence that was not answered in time.
 * @returns the key of its picture; null without one.
 */
async function endUnanswered(tx: Db, id: string, now: Date): Promise<string | null> {
  const [row] = await tx.sql(
    statement(
      { memberId: col.text, pictureKey: col.text.orNull },
      `SELECT member_id AS "memberId", picture_key AS "pictureKey" FROM private_evidence
      WHERE id = $1 FOR UPDATE`,
    ),
    [id],
  );
  // The evidence was decided on or withdrawn in the meantime.
  if (row === undefined) return null;
  return (await destroyPrivateEvidence(tx, { id, ...row }, 'unanswered', now)).unusedPictureKey;
}

/**
 * Notifies each checker once per piece of evidence, from the day after its arrival, when she may
 * open it.
 */
export async function notifyCheckers(tx: Db, now: Date): Promise<void> {
  await tx.sql(TELL, [today(now), now.toISOString()]);
}

const TELL = upsertInboxItemsSql(`
  SELECT m.id AS member_id, 'private-check' AS kind, e.id AS subject, '{}'::jsonb AS facts,
         $2::timestamptz AS at, 1 AS count
    FROM private_evidence e JOIN member m ON ${isModeratorOnSql('m.id', '$1::date')}
   WHERE ${mayCheckPrivateEvidenceSql('m.id', '$1::date')}
     AND NOT EXISTS (SELECT 1 FROM inbox_item i WHERE i.member_id = m.id
       AND i.kind = 'private-check' AND i.subject = e.id)
     AND NOT EXISTS (SELECT 1 FROM private_evidence_voice v
       WHERE v.evidence_id = e.id AND v.member_id = m.id)`);
