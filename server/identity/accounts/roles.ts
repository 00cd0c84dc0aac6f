import { dateOf, dayOf, type Db } from '#server/database/db.ts';
import { newId } from '#server/core/ids.ts';
import { dropModeratorWork } from '#server/governance/moderation/drop-work.ts';
import { commit, record } from '#server/transparency-log/record.ts';
import { addDays, today, type Day } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import type { Role } from './viewer.ts';

/** Six months. */
const ROLE_DAYS = 183;

/** What a change of role came to; `pseudonym` as the member writes it. */
export type RoleChange =
  | { readonly kind: 'unknown-member' }
  | { readonly kind: 'granted'; readonly pseudonym: string; readonly endsOn: Day }
  | { readonly kind: 'renewed'; readonly pseudonym: string; readonly endsOn: Day }
  | { readonly kind: 'revoked'; readonly pseudonym: string }
  | { readonly kind: 'not-held'; readonly pseudonym: string };

/** Gives a member a role for six months from today, also where she has it already. */
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

/** Takes a role from a member before its end, and with it what she left open in it. */
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
 * Erases the salts of the acts that say which handle a member had in a role: an old backup of roles
 * would open them.
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

/** How many grants in force were ended. */
async function endGrants(tx: Db, memberId: string, role: Role, day: Day): Promise<number> {
  const { count } = await tx.roleGrant.updateMany({
    where: { memberId, role, endedOn: null, endsOn: { gt: dateOf(day) } },
    data: { endedOn: dateOf(day) },
  });
  return count;
}

/** What the public calls her in a role: random, and the same whenever she has it again. */
export async function handleOf(tx: Db, memberId: string, role: Role): Promise<string> {
  const former = await tx.roleGrant.findFirst({
    where: { memberId, role, NOT: { handle: '' } },
    select: { handle: true },
  });
  return former?.handle ?? `${role.slice(0, 1).toUpperCase()}-${newId().slice(0, 5).toUpperCase()}`;
}
