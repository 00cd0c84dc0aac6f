import type { Secrets } from '#server/core/secrets.ts';
import type { Db } from '#server/database/db.ts';
import { isKey, keyCheck, takeKey } from '#server/database/shredding/keys.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { computeMemberAlias } from '#server/identity/members/member-alias.ts';
import { findOrCreateMemberKey } from '#server/identity/members/member-key.ts';

/**
 * Phases of a boycott in which rows stand for members. No such row holds a member's id: it holds an
 * alias, a keyed hash of her id under the phase's key, her own key and the site's secret. When the
 * phase ends, or the account is deleted, a key is destroyed, and no copy of the row leads to her.
 */
export type MemberAliasPhase = 'seconding' | 'tokens';

/**
 * A member's alias. `lostAt` is when her key replaced a lost one, null if none was: aliases from
 * before it are not recognised.
 */
export type MemberAlias = {
  readonly alias: Uint8Array<ArrayBuffer>;
  readonly lostAt: Date | null;
};

/**
 * Computes the alias of a member in a phase of a boycott; makes the phase's key if there is none.
 * @returns null when the phase's key is lost: aliases made under it are not recognised.
 */
export async function memberAliasFor(
  tx: Db,
  secrets: Secrets,
  { boycottId, phase, memberId }: { boycottId: string; phase: MemberAliasPhase; memberId: string },
  now: Date,
): Promise<MemberAlias | null> {
  const phaseKey = await findOrMakePhaseKey(tx, secrets, boycottId, phase);
  if (phaseKey === null) return null;
  const own = await findOrCreateMemberKey(tx, secrets, memberId, now);
  return { alias: computeMemberAlias(secrets, phaseKey, own.key, memberId), lostAt: own.lostAt };
}

/** Finds a member's aliases in one phase, of one boycott or of all, by boycott id. */
export async function findMemberAliases(
  sql: Sql,
  secrets: Secrets,
  memberId: string,
  phase: MemberAliasPhase,
  boycottId: string | null = null,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const rows = await sql(KEYS, [memberId, phase, boycottId]);
  const slots = rows.flatMap(({ slot, ownSlot }) => [slot, ownSlot]);
  const keys = await secrets.shreddingKeys.read(slots);
  return new Map(
    rows.flatMap(({ boycott, check, ownCheck }, at): [string, Uint8Array<ArrayBuffer>][] => {
      const [phaseKey = null, own = null] = keys.slice(2 * at);
      if (!isKey(phaseKey, bytesOf(check)) || !isKey(own, bytesOf(ownCheck))) return [];
      return [[boycott, computeMemberAlias(secrets, phaseKey, own, memberId)]];
    }),
  );
}

/**
 * Ends a phase: deletes the row of its key. The key itself is destroyed within a minute; from then
 * on aliases lead to no member.
 */
export async function dropPhaseKey(
  tx: Db,
  boycottId: string,
  phase: MemberAliasPhase,
): Promise<void> {
  await tx.boycottPhaseKey.deleteMany({ where: { boycottId, phase } });
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

/**
 * Finds the key of a phase, or makes it if there is none.
 * @returns null when the key is lost.
 */
export async function findOrMakePhaseKey(
  tx: Db,
  secrets: Secrets,
  boycottId: string,
  phase: MemberAliasPhase,
): Promise<Buffer | null> {
  const where = { boycottId_phase: { boycottId, phase } };
  let row = await tx.boycottPhaseKey.findUnique({ where });
  if (row === null) {
    // Of concurrent requests one makes the key, and the others wait and read it.
    await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `boycott-phase/${boycottId}/${phase}`,
    ]);
    row = await tx.boycottPhaseKey.findUnique({ where });
  }
  if (row !== null) {
    const [key = null] = await secrets.shreddingKeys.read([row.keySlot]);
    return isKey(key, row.keyCheck) ? key : null;
  }
  const { slot, key } = await takeKey(tx, secrets);
  await tx.boycottPhaseKey.create({
    data: { boycottId, phase, keySlot: slot, keyCheck: keyCheck(key) },
  });
  return key;
}

const KEYS = statement(
  {
    boycott: col.text,
    slot: col.int,
    check: col.text,
    ownSlot: col.int,
    ownCheck: col.text,
  },
  `
  SELECT p.boycott_id AS boycott, p.key_slot AS slot, encode(p.key_check, 'hex') AS "check",
         m.key_slot AS "ownSlot", encode(m.key_check, 'hex') AS "ownCheck"
    FROM boycott_phase_key p, member_key m
   WHERE m.member_id = $1 AND p.phase = $2 AND ($3::text IS NULL OR p.boycott_id = $3)
   ORDER BY p.boycott_id`,
);
