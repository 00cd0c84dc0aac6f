import { dateOf, type Db } from '#server/db.ts';
import { newId } from '#server/ids.ts';
import { record } from '#server/record/record.ts';
import { addDays, today, type Day } from '#shared/days.ts';
import { foldName } from '#shared/text.ts';
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
  await tx.roleGrant.create({
    data: {
      id: newId(),
      memberId: member.id,
      role,
      grantedOn: dateOf(day),
      endsOn: dateOf(endsOn),
    },
  });
  const content = { member: member.id, pseudonym: member.pseudonym, role, endsOn };
  await record(tx, now, { kind: 'role-granted', subject: `role/${role}`, content });
  return { kind: ended > 0 ? 'renewed' : 'granted', pseudonym: member.pseudonym, endsOn };
}

/** Takes a role from a member before its end. */
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
  const content = { member: member.id, pseudonym: member.pseudonym, role };
  await record(tx, now, { kind: 'role-ended', subject: `role/${role}`, content });
  return { kind: 'revoked', pseudonym: member.pseudonym };
}

function findMember(tx: Db, pseudonym: string): Promise<{ id: string; pseudonym: string } | null> {
  return tx.member.findUnique({
    where: { pseudonymKey: foldName(pseudonym) },
    select: { id: true, pseudonym: true },
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
