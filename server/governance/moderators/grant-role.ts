import { dayToDate, type Db } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { dropModeratorWork } from './drop-moderator-work.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { addDays, today, type Day } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import type { Role } from '#server/http/viewer.ts';
import { findOrCreateHandle } from '#server/identity/roles/decision-maker-handles.ts';

/** Term of a role in days: six months. */
const ROLE_DAYS = 183;

/** Result of a role change; `pseudonym` is spelled as the member spells it. */
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
  const handle = await findOrCreateHandle(tx, member.id, role);
  await tx.roleGrant.create({
    data: {
      id: randomId(),
      memberId: member.id,
      role,
      grantedOn: dayToDate(day),
      endsOn: dayToDate(endsOn),
      handle,
    },
  });
  const content = { handle, role, endsOn };
  await appendEntry(tx, now, {
    kind: 'role-granted',
    subject: `role/${role}`,
    content,
  });
  return { kind: ended > 0 ? 'renewed' : 'granted', pseudonym: member.pseudonym, endsOn };
}

/** Revokes a member's role before its end, and releases the work that she had taken in it. */
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
  const content = { handle: await findOrCreateHandle(tx, member.id, role), role };
  await appendEntry(tx, now, { kind: 'role-ended', subject: `role/${role}`, content });
  return { kind: 'revoked', pseudonym: member.pseudonym };
}

function findMember(tx: Db, pseudonym: string): Promise<{ id: string; pseudonym: string } | null> {
  return tx.member.findUnique({
    where: { pseudonymKey: foldName(pseudonym) },
    select: { id: true, pseudonym: true },
  });
}

/**
 * Ends a member's current grants of a role.
 * @returns how many ended.
 */
async function endGrants(tx: Db, memberId: string, role: Role, day: Day): Promise<number> {
  const { count } = await tx.roleGrant.updateMany({
    where: { memberId, role, endedOn: null, endsOn: { gt: dayToDate(day) } },
    data: { endedOn: dayToDate(day) },
  });
  return count;
}
