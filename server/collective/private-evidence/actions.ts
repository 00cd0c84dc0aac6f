import { runIdempotently, deleteIdempotencyKeys } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { AppError, requireFound, fieldError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { restorePictureFiles, type StoredPicture } from '#server/media/pictures/attach-picture.ts';
import { resolvePlatform } from '#server/directory/platforms/resolve-platform.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { SealedTable } from '#server/database/shredding/re-encrypt-rows.ts';
import { encryptRowText } from '#server/database/shredding/sealed-text.ts';
import { addDays, today } from '#shared/core/days.ts';
import type { InboxFacts } from '#shared/community/inbox.ts';
import {
  CHECKERS_NEEDED,
  ACCEPTANCE_VALID_DAYS,
  type PrivateEvidenceInput,
} from '#shared/collective/private-evidence.ts';
import { mayCheckPrivateEvidenceSql } from './sql-conditions.ts';

/**
 * Purpose of the site's secret for the texts of private evidence; each row has a key of its own
 * besides.
 */
export const PRIVATE_EVIDENCE_KEY_PURPOSE = 'private evidence';

export const SEALED_EVIDENCE: SealedTable = {
  table: 'private_evidence',
  column: 'text',
  purpose: PRIVATE_EVIDENCE_KEY_PURPOSE,
};

/**
 * Key of a picture no longer used, null without one; the caller deletes its files after the
 * transaction.
 */
export type UnusedPicture = { readonly unusedPictureKey: string | null };

/**
 * Stores evidence that only two checkers see. It enters no record, figure, list or dump.
 * @throws AppError bad-input when the viewer's evidence on that platform is accepted or waiting
 * already; too-many.
 */
export async function sendPrivateEvidence(
  tx: Db,
  secrets: Secrets,
  viewer: Viewer,
  input: PrivateEvidenceInput,
  picture: StoredPicture | null,
  now: Date,
): Promise<{ id: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'private-evidence', now);
    const platform = await resolvePlatform(tx, input.platform);
    const where = { memberId: viewer.id, platformId: platform.id };
    const day = dayToDate(today(now));
    if ((await tx.worksThere.count({ where: { ...where, until: { gte: day } } })) > 0) {
      throw fieldError('platform', 'shown-already');
    }
    const id = randomId();
    const { sealed: text, keySlot } = await encryptRowText(
      tx,
      secrets,
      PRIVATE_EVIDENCE_KEY_PURPOSE,
      id,
      input.text,
    );
    if (picture !== null) await restorePictureFiles(tx, picture);
    const { count } = await tx.privateEvidence.createMany({
      data: { ...where, id, text, keySlot, pictureKey: picture?.image.key ?? null, sentOn: day },
      skipDuplicates: true,
    });
    if (count === 0) throw fieldError('platform', 'sent-already');
    return { id };
  });
}

/**
 * Withdraws the viewer's private evidence before a decision, and deletes it.
 * @throws AppError not-found.
 */
export async function withdrawPrivateEvidence(
  tx: Db,
  viewer: Viewer,
  id: string,
): Promise<UnusedPicture> {
  const [row] = await tx.sql(
    statement(
      { pictureKey: col.text.orNull },
      `DELETE FROM private_evidence WHERE id = $1 AND member_id = $2 RETURNING picture_key AS "pictureKey"`,
    ),
    [id, viewer.id],
  );
  const { pictureKey } = requireFound(row);
  await forget(tx, id, viewer.id);
  return { unusedPictureKey: pictureKey };
}

type Waiting = RowOf<typeof WAITING>;

const WAITING = {
  id: col.text,
  memberId: col.text,
  platformId: col.text,
  pictureKey: col.text.orNull,
} satisfies RowShape;

/**
 * Stores a checker's answer: whether private evidence shows that its sender works on the platform.
 * One refusal decides; acceptance needs two answers. A decision destroys the evidence with all
 * answers.
 * @throws AppError not-allowed unless a moderator; not-found, also when not assigned to her.
 */
export async function answerPrivateEvidence(
  tx: Db,
  viewer: Viewer,
  id: string,
  accepts: boolean,
  now: Date,
): Promise<UnusedPicture> {
  if (!viewer.roles.includes('moderator')) throw new AppError('not-allowed');
  await countDailyUse(tx, viewer.id, 'private-voice', now);
  const { sql } = tx;
  // Of two concurrent checkers the second waits here, and counts as second.
  await sql('SELECT 1 AS one FROM private_evidence WHERE id = $1 FOR UPDATE', [id]);
  const [row] = await sql(
    statement(
      WAITING,
      `SELECT e.id, e.member_id AS "memberId", e.platform_id AS "platformId",
            e.picture_key AS "pictureKey"
       FROM private_evidence e WHERE e.id = $1 AND ${mayCheckPrivateEvidenceSql('$2', '$3::date')}`,
    ),
    [id, viewer.id, today(now)],
  );
  const evidence = requireFound(row);
  if (!accepts) return destroyPrivateEvidence(tx, evidence, 'refused', now);
  const answer = { evidenceId: id, memberId: viewer.id };
  await tx.privateEvidenceAnswer.upsert({
    where: { evidenceId_memberId: answer },
    create: { ...answer, accepts },
    update: { accepts },
  });
  const accepted = await tx.privateEvidenceAnswer.count({
    where: { evidenceId: id, accepts: true },
  });
  if (accepted < CHECKERS_NEEDED) return { unusedPictureKey: null };
  const { memberId, platformId } = evidence;
  const until = dayToDate(addDays(today(now), ACCEPTANCE_VALID_DAYS));
  await tx.worksThere.upsert({
    where: { memberId_platformId: { memberId, platformId } },
    create: { memberId, platformId, until },
    update: { until },
  });
  return destroyPrivateEvidence(tx, evidence, 'accepted', now);
}

/** Deletes private evidence with its checkers' answers, and notifies its sender of the outcome. */
export async function destroyPrivateEvidence(
  tx: Db,
  { id, memberId, pictureKey }: Omit<Waiting, 'platformId'>,
  shown: NonNullable<InboxFacts['shown']>,
  now: Date,
): Promise<UnusedPicture> {
  await tx.privateEvidence.delete({ where: { id } });
  await forget(tx, id, memberId);
  await notify(
    tx,
    [memberId],
    { kind: 'private-evidence', subject: memberId, facts: { shown } },
    now,
  );
  return { unusedPictureKey: pictureKey };
}

/**
 * Deletes the checkers' inbox items about private evidence, and the idempotency entry of its form.
 */
async function forget(tx: Db, id: string, memberId: string): Promise<void> {
  await tx.inboxItem.deleteMany({ where: { kind: 'private-check', subject: id } });
  await deleteIdempotencyKeys(tx, memberId, id);
}
