import { YOUNG_ACCOUNT_DAYS } from '#shared/evidence/manipulation-detection-constants.ts';
import type { ProposedChangeState } from '#shared/identity/two-person-approval.ts';
import type { ChangeKind } from './change-kind.ts';

/** What the rules take into account of the viewer. */
export type ViewerStatus = {
  readonly established: boolean;
  readonly moderator: boolean;
  /** Days since the viewer signed up. */
  readonly accountDays: number;
};

export type ViewerRelation = {
  readonly by: ChangeKind['by'];
  readonly state: ProposedChangeState;
  readonly mine: boolean;
  /** The viewer shares a voice with who proposed the change, or gave or shares its first approval. */
  readonly linked: boolean;
  /** The viewer has a conflict of interest in the subject. */
  readonly concerned: boolean;
  /** The viewer was drawn to answer the change. */
  readonly drawn: boolean;
  /** The change reverses what one person decided alone. */
  readonly reverses: boolean;
  /** The viewer, or an account that shares her voice, decided alone what the change reverses. */
  readonly decidedReversed: boolean;
  /** Another change reverses it, or is proposed to. */
  readonly reversed: boolean;
  readonly reversible: boolean;
};

/** Whether a member's changes of clients take effect at once; otherwise they are proposals. */
export function appliesImmediately(who: Pick<ViewerStatus, 'established' | 'moderator'>): boolean {
  return who.established || who.moderator;
}

/**
 * Rights of a viewer on a proposed change. A moderator's proposal is answered by another moderator
 * or a drawn member. The reversal of a lone decision is proposed and answered by any two. Changes
 * of clients are answered by established members, or those whose account is not new.
 */
export function proposedChangeRights(who: ViewerStatus, change: ViewerRelation) {
  const trusted = who.established || who.moderator;
  const impartial = !change.mine && !change.linked && !change.concerned && !change.decidedReversed;
  const fits = impartial && isSecond(who, trusted, change);
  const open = change.state === 'open';
  // A change of a client by one member is in effect: everybody sees that it needs confirmation.
  const isPublic =
    change.state === 'applied' ||
    (change.by === 'moderators' && (change.state === 'confirmed' || change.state === 'alone'));
  const answer = open && fits;
  const confirm = change.state === 'applied' && fits;
  return {
    look:
      isPublic ||
      change.mine ||
      answer ||
      confirm ||
      (who.moderator && !change.concerned) ||
      (change.by === 'members' && fits),
    answer,
    confirm,
    withdraw: open && change.mine,
    reverse:
      change.state === 'alone' && trusted && impartial && change.reversible && !change.reversed,
  };
}

function isSecond(
  who: ViewerStatus,
  trusted: boolean,
  { by, drawn, reverses }: ViewerRelation,
): boolean {
  if (by === 'members') return trusted || who.accountDays > YOUNG_ACCOUNT_DAYS;
  if (reverses) return trusted;
  return who.moderator || (drawn && who.established);
}
