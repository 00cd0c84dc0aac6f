import type { Secrets } from '#server/core/secrets.ts';
import type { Database, Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { lockBoycottExclusive } from '#server/collective/pledges/accept-pledge.ts';
import {
  findOrMakePhaseKey,
  memberAliasFor,
} from '#server/collective/boycott-procedure/member-aliases.ts';

/**
 * Converts rows of seconders and token holders that earlier versions stored with member ids into
 * rows with aliases, one transaction per boycott.
 * @returns the number of converted rows.
 */
export async function upgradeMemberAliases(
  { prisma, sql }: Database,
  secrets: Secrets,
  now: Date,
): Promise<number> {
  let moved = 0;
  for (const { boycott } of await sql(WITH_OLD)) {
    moved += await prisma.$transaction((tx) => moveOf(tx, secrets, boycott, now));
  }
  return moved;
}

async function moveOf(tx: Db, secrets: Secrets, boycottId: string, now: Date): Promise<number> {
  await lockBoycottExclusive(tx, boycottId);
  const seconders = await tx.boycottSeconder.findMany({
    where: { boycottId },
    include: { member: { select: { establishedOn: true } } },
  });
  for (const { memberId, member } of seconders) {
    const of = { boycottId, phase: 'seconding', memberId } as const;
    const found = await memberAliasFor(tx, secrets, of, now);
    if (found === null) continue;
    const data = { boycottId, alias: found.alias, established: member.establishedOn !== null };
    await tx.boycottSecond.createMany({ data, skipDuplicates: true });
  }
  const holders = await tx.boycottToken.findMany({ where: { boycottId } });
  for (const { memberId, rank, blindedHash } of holders) {
    const found = await memberAliasFor(tx, secrets, { boycottId, phase: 'tokens', memberId }, now);
    if (found === null) continue;
    const data = { boycottId, alias: found.alias, rank, blindedHash };
    await tx.boycottTokenHolder.createMany({ data, skipDuplicates: true });
  }
  // Once the phase has a key, the database refuses tokens that earlier versions issue.
  const { state } = await tx.boycott.findUniqueOrThrow({ where: { id: boycottId } });
  if (state === 'pledging') await findOrMakePhaseKey(tx, secrets, boycottId, 'tokens');
  await tx.boycottSeconder.deleteMany({ where: { boycottId } });
  await tx.boycottToken.deleteMany({ where: { boycottId } });
  return seconders.length + holders.length;
}

const WITH_OLD = statement(
  { boycott: col.text },
  `
  SELECT boycott_id AS boycott FROM boycott_seconder
   UNION SELECT boycott_id FROM boycott_token
   UNION SELECT b.id FROM boycott b WHERE b.state = 'pledging' AND NOT EXISTS (
     SELECT 1 FROM boycott_phase_key k WHERE k.boycott_id = b.id AND k.phase = 'tokens')
   ORDER BY 1`,
);
