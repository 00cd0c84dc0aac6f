import { dateOf, dayOf, type Db } from '#server/database/db.ts';
import { newId } from '#server/core/ids.ts';
import { dropModeratorWork } from '#server/governance/moderation/drop-work.ts';
import { commit, record } from '#server/transparency-log/record.ts';
import { addDays, today, type Day } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import type { Role } from './viewer.ts';

/** Term of a role in days: six months. */
const ROLE_DAYS = 183;

/** Result of a role change; `pseudonym` in the member's spelling. */
export type RoleChange =
  | { readonly kind: 'unknown-member' }
  | { readonly kind: 'granted'; readonly pseudonym: string; readonly endsOn: Day }
  | { readonly kind: 'renewed'; readonly pseudonym: string; readonly endsOn: Day }
  | { readonly kind: 'revoked'; readonly pseudonym: string }
  | { readonly kind: 'not-held'; readonly pseudonym: string };

/** Grants or renews a role for six months from today. */
export async function grantRole(
  tx: Db,
  pseudonym: string,
  role: Role,
  now: Date,
): Promise<RoleChange> {
  const member = await findMember(tx, pseudonym);
  if (member === null) return { kind: 'unknown-member' };
  const day = today(now);
  const endsOn = addDays(day, ROLE_DAYS);
  const ended = await endGrants(tx, member.id, role, day);
  const handle = await handleOf(tx, member.id, role);
  await tx.roleGrant.create({
    data: {
      id: newId(),
      memberId: member.id,
      role,
      grantedOn: dateOf(day),
      endsOn: dateOf(endsOn),
      handle,
    },
  });
  const content = { handle, role, endsOn };
  await record(tx, now, {
    kind: 'role-granted',
    subject: `role/${role}`,
    content,
  });
  return { kind: ended > 0 ? 'renewed' : 'granted', pseudonym: member.pseudonym, endsOn };
}

/** Revokes a role before its end, and releases the work that she had taken in it. */
export async function revokeRole(
  tx: Db,
  pseudonym: string,
  role: Role,
  now: Date,
): Promise<RoleChange> {
  const member = await findMember(tx, pseudonym);
  if (member === null) return { kind: 'unknown-member' };
  const ended = await endGrants(tx, member.id, role, today(now));
  if (ended === 0) return { kind: 'not-held', pseudonym: member.pseudonym };
  await dropModeratorWork(tx, member.id);
  const content = { handle: await handleOf(tx, member.id, role), role };
  await record(tx, now, { kind: 'role-ended', subject: `role/${role}`, content });
  return { kind: 'revoked', pseudonym: member.pseudonym };
}

function findMember(tx: Db, pseudonym: string): Promise<{ id: string; pseudonym: string } | null> {
  return tx.member.findUnique({
    where: { pseudonymKey: foldName(pseudonym) },
    select: { id: true, pseudonym: true },
  });
}

/**
 * Erases the salts of transparency-log entries on a member's role handles: an old backup of roles would
 * open them.
 */
export async function eraseRoleSalts(tx: Db, memberId: string): Promise<void> {
  const grants = await tx.roleGrant.findMany({ where: { memberId } });
  const contents = grants.flatMap(({ handle, role, endsOn }) => [
    { handle, role, endsOn: dayOf(endsOn) },
    { handle, role },
  ]);
  const entries = await tx.recordEntry.findMany({
    where: { subject: { in: grants.map(({ role }) => `role/${role}`) } },
    select: { id: true, salt: true, commitment: true },
  });
  const hers = entries.filter(
    ({ salt, commitment }) =>
      salt !== null && contents.some((content) => commit(salt, content) === commitment),
  );
  await tx.recordEntry.updateMany({
    where: { id: { in: hers.map(({ id }) => id) } },
    data: { salt: null },
  });
}

/** Ends current grants; returns their number. */
async function endGrants(tx: Db, memberId: string, role: Role, day: Day): Promise<number> {
  const { count } = await tx.roleGrant.updateMany({
    where: { memberId, role, endedOn: null, endsOn: { gt: dateOf(day) } },
    data: { endedOn: dateOf(day) },
  });
  return count;
}

/** A member's public handle in a role: random, and the same each time she has the role. */
export async function handleOf(tx: Db, memberId: string, role: Role): Promise<string> {
  const former = await tx.roleGrant.findFirst({
    where: { memberId, role, NOT: { handle: '' } },
    select: { handle: true },
  });
  return former?.handle ?? `${role.slice(0, 1).toUpperCase()}-${newId().slice(0, 5).toUpperCase()}`;
}
