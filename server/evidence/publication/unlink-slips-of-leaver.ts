import { randomId } from '#server/core/ids.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { slipOwner } from './load-report.ts';

/**
 * Cuts the slips of a member who leaves from her and from each other: each gets a new id and an owner
 * tag of a salt that nobody keeps. Those that wait are released on their Monday. Her budget on each
 * platform is gone.
 */
export async function unlinkSlipsOfLeaver(
  tx: Db,
  ownerKey: Buffer,
  memberId: string,
): Promise<void> {
  const platforms = await tx.sql(OWN_PLATFORMS, [memberId]);
  const owners = platforms.map(({ id, salt }) => slipOwner(ownerKey, salt, id));
  const slips = (await tx.sql(OWN_SLIPS, [owners])).map(({ id, platformId }) => ({
    id,
    newId: randomId(),
    owner: slipOwner(ownerKey, randomId(), platformId),
  }));
  await tx.sql(
    `DELETE FROM payout_publication b USING author a WHERE a.id = b.author_id AND a.member_id = $1`,
    [memberId],
  );
  const [ids, newIds, tags] = [
    slips.map(({ id }) => id),
    slips.map(({ newId }) => newId),
    slips.map(({ owner }) => owner),
  ];
  await tx.sql(RENAME_SLIPS, [ids, newIds, tags, memberId]);
  await tx.sql(RENAME_SPENDING, [ids, newIds, tags]);
}

const OWN_PLATFORMS = statement(
  { id: col.text, salt: col.text },
  `SELECT a.platform_id AS id, m.publication_salt AS salt
     FROM author a JOIN member m ON m.id = a.member_id WHERE m.id = $1`,
);

const OWN_SLIPS = statement(
  { id: col.text, platformId: col.text },
  `SELECT id, platform_id AS "platformId" FROM slip WHERE owner = ANY($1::text[])
   UNION SELECT id, platform_id FROM publication_spending WHERE owner = ANY($1::text[])`,
);

const RENAMED = `unnest($1::text[], $2::text[], $3::text[]) n(id, new_id, owner)`;

// At the release of a leaver's waiting slip, the reports that say whether its author is established are
// gone: stores that now.
const RENAME_SLIPS = `
  UPDATE slip s SET id = n.new_id, owner = n.owner,
         established = CASE WHEN s.released THEN s.established ELSE m.established_on IS NOT NULL END
    FROM ${RENAMED}, member m WHERE s.id = n.id AND m.id = $4`;

const RENAME_SPENDING = `
  UPDATE publication_spending s SET id = n.new_id, owner = n.owner FROM ${RENAMED} WHERE s.id = n.id`;
