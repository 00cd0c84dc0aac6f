import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { AppError } from '#server/core/errors.ts';
import {
  reservedPseudonymKey,
  reservePseudonym,
} from '#server/identity/accounts/reserved-pseudonyms.ts';
import { slipOwnerKey } from '#server/evidence/publication/load-report.ts';
import { unlinkSlipsOfLeaver } from '#server/evidence/publication/unlink-slips-of-leaver.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { TABLE_DECLARATIONS } from '#server/public-schema/all-tables.ts';
import { deleteInboxItemsAboutSender } from '#server/community/private-messages/delete-expired-messages.ts';
import { dropOpenWorkOfMember } from '#server/governance/personal-data/drop-open-work.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { eraseRoleSalts } from '#server/identity/roles/erase-role-salts.ts';
import { YOUNG_ACCOUNT_DAYS } from '#shared/evidence/manipulation-detection-constants.ts';
import { unlinkEvidenceOfLeavers } from './leave-evidence.ts';

/** Maximum number of rows of each table, left by others, that are rewritten with hers. */
const REWRITTEN_WITH_HERS = 500;

/**
 * Keys derived from the site's secret: of the hashes of reserved pseudonyms, and of slips' owner tags.
 */
export type AccountDeletionKeys = { readonly pseudonyms: Buffer; readonly slipOwners: Buffer };

export function leavingKeys(secrets: Secrets): AccountDeletionKeys {
  return { pseudonyms: reservedPseudonymKey(secrets), slipOwners: slipOwnerKey(secrets) };
}

/**
 * Deletes an account, and all that joins what stays to the member, or two pieces of hers to each
 * other, beyond what public data join. What is public stays, with the weight that she had; of payouts
 * that is proofs, which count no more for the standing. Exact amounts and days are replaced by the
 * published ones.
 * @returns the keys of pictures whose files can be deleted.
 * @throws AppError conflict when the password was changed after it was confirmed.
 */
export async function deleteAccount(
  tx: Db,
  viewer: Viewer,
  confirmedHash: string,
  keys: AccountDeletionKeys,
  now: Date,
): Promise<{ unusedPictureKeys: string[] }> {
  const { sql } = tx;
  const [member] = await sql(
    statement(
      { passwordHash: col.text },
      `SELECT password_hash AS "passwordHash" FROM member WHERE id = $1 FOR UPDATE`,
    ),
    [viewer.id],
  );
  if (member?.passwordHash !== confirmedHash) throw new AppError('conflict');
  await freezeYoung(tx, viewer.id);
  await forgetExactValues(tx, viewer.id);
  await unlinkSlipsOfLeaver(tx, keys.slipOwners, viewer.id);
  const pictures = await unlinkEvidenceOfLeavers(tx, await freezeAuthors(tx, viewer.id));
  await freezeVoices(tx, viewer.id);
  await deleteInboxItemsAboutSender(tx, viewer.id);
  await dropOpenWorkOfMember(tx, viewer.id, now);
  const unusedPictureKeys = [...pictures, ...(await privatePicturesOf(tx, viewer.id))];
  await reservePseudonym(tx, viewer, keys.pseudonyms);
  const terms = await eraseRoleSalts(tx, viewer.id);
  await tx.member.delete({ where: { id: viewer.id } });
  await sql('SELECT rewrite_left_rows($1)', [REWRITTEN_WITH_HERS]);
  await appendEntries(tx, now, [
    ...terms.map((subject) => ({ kind: 'term-forgotten', subject }) as const),
    { kind: 'member-left', subject: 'member', content: null },
  ]);
  return { unusedPictureKeys };
}

/**
 * Stores the member's weight in her authors, and parts them from her.
 * @returns their ids.
 */
async function freezeAuthors(tx: Db, memberId: string): Promise<string[]> {
  const authors = await tx.sql(
    statement(
      { id: col.text },
      `UPDATE author a SET member_id = NULL, frozen_established = w.established, frozen_voice = w.voice
         FROM author_weight w WHERE w.id = a.id AND w.member_id = $1 RETURNING a.id`,
    ),
    [memberId],
  );
  return authors.map(({ id }) => id);
}

/** Finds the pictures of the member's private evidence, which is deleted with the account. */
async function privatePicturesOf(tx: Db, memberId: string): Promise<string[]> {
  const rows = await tx.privateEvidence.findMany({
    where: { memberId },
    select: { pictureKey: true },
  });
  return rows.flatMap(({ pictureKey }) => pictureKey ?? []);
}

/**
 * Stores whether the member posted soon after signing up: a campaign must not look smaller when its
 * accounts are deleted. The days of her withdrawals are erased.
 */
async function freezeYoung(tx: Db, memberId: string): Promise<void> {
  await tx.sql(
    `UPDATE author a SET withdrew_on = NULL, frozen_young = EXISTS (
        SELECT 1 FROM payout p WHERE p.author_id = a.id AND p.published_on <= f.until
        UNION ALL SELECT 1 FROM review r WHERE r.author_id = a.id AND r.published_on <= f.until)
       FROM (SELECT id, (created_at AT TIME ZONE 'UTC')::date + $2::int AS until FROM member
              WHERE id = $1) f
      WHERE a.member_id = f.id`,
    [memberId, YOUNG_ACCOUNT_DAYS],
  );
}

/** Stores the current weight of the member's confirmations, so that no figure changes. */
async function freezeVoices(tx: Db, memberId: string): Promise<void> {
  await tx.sql(
    `UPDATE proof_voice v SET frozen_established = m.established_on IS NOT NULL, frozen_voice = m.voice
       FROM member m WHERE m.id = v.member_id AND m.id = $1`,
    [memberId],
  );
}

/**
 * Replaces the member's exact values by published ones. Salts of public contents stay, as everybody
 * can read those anyway: erasing all at once would reveal which evidence one member wrote.
 */
async function forgetExactValues(tx: Db, memberId: string): Promise<void> {
  for (const step of BLUR) await tx.sql(step, [memberId]);
}

const BLUR = Object.entries(TABLE_DECLARATIONS).flatMap(([table, { blurred }]) => {
  if (blurred === undefined) return [];
  const values = Object.entries(blurred).map(([column, value]) => `${column} = ${value}`);
  return `UPDATE ${table} t SET ${values.join(', ')}
    FROM author a WHERE a.id = t.author_id AND a.member_id = $1`;
});
