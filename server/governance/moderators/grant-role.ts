import { dayToDate, type Db } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { dropModeratorWork } from './drop-moderator-work.ts';
import { appendEntries, appendEntry } from '#server/transparency-log/append-entries.ts';
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
  const handle = await findOrCreateHandle(tx, member.id, role);
  const ended = await endGrants(tx, member.id, { role, handle }, now);
  const id = randomId();
  await tx.roleGrant.create({
    data: {
      id,
      memberId: member.id,
      role,
      grantedOn: dayToDate(day),
      endsOn: dayToDate(endsOn),
      handle,
    },
  });
  await appendEntry(tx, now, { kind: 'term-begun', subject: `role/${id}` });
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
  const handle = await findOrCreateHandle(tx, member.id, role);
  const ended = await endGrants(tx, member.id, { role, handle }, now);
  if (ended === 0) return { kind: 'not-held', pseudonym: member.pseudonym };
  await dropModeratorWork(tx, member.id);
  return { kind: 'revoked', pseudonym: member.pseudonym };
}

function findMember(tx: Db, pseudonym: string): Promise<{ id: string; pseudonym: string } | null> {
  return tx.member.findUnique({
    where: { pseudonymKey: foldName(pseudonym) },
    select: { id: true, pseudonym: true },
  });
}

/**
 * Ends a member's current grants of a role. Those from before roles had handles get hers.
 * @returns how many ended.
 */
async function endGrants(
  tx: Db,
  memberId: string,
  { role, handle }: { readonly role: Role; readonly handle: string },
  now: Date,
): Promise<number> {
  const day = dayToDate(today(now));
  await tx.roleGrant.updateMany({ where: { memberId, role, handle: '' }, data: { handle } });
  const current = { memberId, role, endedOn: null, endsOn: { gt: day } };
  const grants = await tx.roleGrant.findMany({ where: current, orderBy: { id: 'asc' } });
  await tx.roleGrant.updateMany({ where: current, data: { endedOn: day } });
  await appendEntries(
    tx,
    now,
    grants.map(({ id }) => ({ kind: 'term-ended', subject: `role/${id}` })),
  );
  return grants.length;
}
