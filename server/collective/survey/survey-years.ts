import type { Db } from '#server/database/db.ts';
import {
  makeSiteKeyPair,
  reEncryptPrivateKey,
} from '#server/collective/blind-signing/site-keys.ts';
import { lockSubjectExclusive } from '#server/collective/blind-signing/subject-locks.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { isKey, keyCheck, takeKey } from '#server/database/shredding/keys.ts';
import { computeMemberAlias } from '#server/identity/members/member-alias.ts';
import { findOrCreateMemberKey } from '#server/identity/members/member-key.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { surveySubject } from '#shared/collective/survey.ts';
import type { SurveyYear } from '#prisma/client.ts';

/** The year whose survey is open. */
export function surveyYearOf(now: Date): number {
  return now.getUTCFullYear();
}

/** Makes the keys of a year's survey, and tells the public one in the record; of several callers one does. */
export async function openSurveyYear(tx: Db, secrets: Secrets, now: Date): Promise<void> {
  const year = surveyYearOf(now);
  if ((await tx.surveyYear.count({ where: { year } })) > 0) return;
  const subject = surveySubject(year);
  await lockSubjectExclusive(tx, subject);
  if ((await tx.surveyYear.count({ where: { year } })) > 0) return;
  const { slot, key } = await takeKey(tx, secrets);
  await tx.surveyYear.create({
    data: {
      year,
      ...(await makeSiteKeyPair(secrets, subject)),
      keySlot: slot,
      keyCheck: keyCheck(key),
    },
  });
  await appendEntry(tx, now, { kind: 'survey-key-told', subject });
}

/**
 * Closes the survey of a year: who got a signature, its private keys and the answers are deleted; the
 * figures and the public key stay.
 */
export async function closeSurveyYear(tx: Db, year: number): Promise<void> {
  await tx.surveyTokenHolder.deleteMany({ where: { year } });
  await tx.surveyAnswer.deleteMany({ where: { year } });
  const data = { privateKey: null, keySlot: null, keyCheck: null };
  await tx.surveyYear.updateMany({ where: { year }, data });
}

/**
 * Computes the alias of a member in the survey of a year.
 * @returns null when a key was lost, as after a restore: who got a signature is not recognised.
 */
export async function surveyAliasFor(
  tx: Db,
  secrets: Secrets,
  { year, keySlot, keyCheck: check }: Pick<SurveyYear, 'year' | 'keySlot' | 'keyCheck'>,
  memberId: string,
  now: Date,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (keySlot === null || check === null) return null;
  const [key = null] = await secrets.shreddingKeys.read([keySlot]);
  if (!isKey(key, check)) return null;
  const own = await findOrCreateMemberKey(tx, secrets, memberId, now);
  // A lost key was replaced during this year.
  if (own.lostAt !== null && surveyYearOf(own.lostAt) >= year) return null;
  return computeMemberAlias(secrets, key, own.key, memberId);
}

/** Encrypts the private keys of surveys with another secret of the site. */
export async function reEncryptSurveyKeys(tx: Db, from: Secrets, to: Secrets): Promise<void> {
  for (const { year, privateKey } of await tx.surveyYear.findMany()) {
    if (privateKey === null) continue;
    const sealed = reEncryptPrivateKey(from, to, surveySubject(year), privateKey);
    await tx.surveyYear.update({ where: { year }, data: { privateKey: sealed } });
  }
}
