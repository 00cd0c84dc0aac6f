import type { Role, Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';

/** A decision maker: a moderator, second person or juror. */
export type DecisionMaker = {
  readonly seat: 'moderator' | 'member' | 'juror';
  /** The handle shown in place of the pseudonym. */
  readonly handle: string;
  readonly memberId: string;
};

/** The viewer's roles as far as moderation needs them. */
export type ViewerRoles = { readonly established: boolean; readonly moderator: boolean };

export function viewerRoles(viewer: Viewer): ViewerRoles {
  return { established: viewer.established, moderator: viewer.roles.includes('moderator') };
}

/**
 * Checks that the viewer is a moderator.
 * @throws AppError not-allowed where she is not.
 */
export function requireModerator(viewer: Viewer): void {
  if (!viewer.roles.includes('moderator')) throw new AppError('not-allowed');
}

/** A moderator's public handle; created on first use. */
export async function findOrCreateModeratorHandle(tx: Db, memberId: string): Promise<string> {
  const handle = await findOrCreateHandle(tx, memberId, 'moderator');
  const where = { memberId, role: 'moderator', handle: '' };
  await tx.roleGrant.updateMany({ where, data: { handle } });
  return handle;
}

/**
 * The viewer as a decision maker: a moderator's handle is permanent, a member's is for this case
 * only.
 */
export async function toDecisionMaker(tx: Db, viewer: Viewer): Promise<DecisionMaker> {
  if (viewerRoles(viewer).moderator) {
    const handle = await findOrCreateModeratorHandle(tx, viewer.id);
    return { seat: 'moderator', handle, memberId: viewer.id };
  }
  const handle = `E-${randomId().slice(0, 5).toUpperCase()}`;
  return { seat: 'member', handle, memberId: viewer.id };
}

/** A member's public handle in a role: random, and the same each time she has the role. */
export async function findOrCreateHandle(tx: Db, memberId: string, role: Role): Promise<string> {
  const former = await tx.roleGrant.findFirst({
    where: { memberId, role, NOT: { handle: '' } },
    select: { handle: true },
  });
  return (
    former?.handle ?? `${role.slice(0, 1).toUpperCase()}-${randomId().slice(0, 5).toUpperCase()}`
  );
}
