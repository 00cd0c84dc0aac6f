import { YOUNG_ACCOUNT_DAYS } from '#shared/evidence/campaign-constants.ts';
import type { ActState } from '#shared/governance/acts.ts';
import type { ActKind } from './kinds.ts';

/** Who looks. */
export type Who = {
  readonly established: boolean;
  readonly moderator: boolean;
  /** Days since she signed up. */
  readonly accountDays: number;
};

/** An act as it stands between the viewer and the others. */
export type ActSituation = {
  readonly by: ActKind['by'];
  readonly state: ActState;
  /** She proposed it, or counts as one voice with who did. */
  readonly mine: boolean;
  readonly linked: boolean;
  /** The subject is her own, or of one voice with her. */
  readonly concerned: boolean;
  readonly drawn: boolean;
  /** It turns back what one person decided alone. */
  readonly reverses: boolean;
  /** She decided alone what it turns back, or counts as one voice with who did. */
  readonly turnsHersBack: boolean;
  /** Another act turns it back, or is proposed to. */
  readonly reversed: boolean;
  /** Its kind can be turned back as an act. */
  readonly reversible: boolean;
};

export type ActRights = {
  look: boolean;
  answer: boolean;
  confirm: boolean;
  withdraw: boolean;
  reverse: boolean;
};

/** Whether a change of a client by this member takes effect at once; those of others are proposals. */
export function appliesAtOnce(who: Pick<Who, 'established' | 'moderator'>): boolean {
  return who.established || who.moderator;
}

/**
 * What somebody may do about an act. What a moderator proposes another moderator answers, or a member
 * who was drawn. What turns back a decision of one person alone is proposed and answered by any two.
 * Changes of clients are answered by whoever is established, or whose account is not new.
 */
export function actRights(who: Who, act: ActSituation): ActRights {
  const trusted = who.established || who.moderator;
  const impartial = !act.mine && !act.linked && !act.concerned && !act.turnsHersBack;
  const fits = impartial && isSecond(who, trusted, act);
  const open = act.state === 'open';
  // A change of a client that one member made is in effect: everybody sees that it is to be confirmed.
  const isPublic =
    act.state === 'applied' ||
    (act.by === 'moderators' && (act.state === 'confirmed' || act.state === 'alone'));
  const answer = open && fits;
  const confirm = act.state === 'applied' && fits;
  return {
    look:
      isPublic ||
      act.mine ||
      answer ||
      confirm ||
      (who.moderator && !act.concerned) ||
      (act.by === 'members' && fits),
    answer,
    confirm,
    withdraw: open && act.mine,
    reverse: act.state === 'alone' && trusted && impartial && act.reversible && !act.reversed,
  };
}

function isSecond(who: Who, trusted: boolean, { by, drawn, reverses }: ActSituation): boolean {
  if (by === 'members') return trusted || who.accountDays > YOUNG_ACCOUNT_DAYS;
  if (reverses) return trusted;
  return who.moderator || (drawn && who.established);
}
