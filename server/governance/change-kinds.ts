import { SHOW_CONTACT } from '#server/collective/organiser-contact/proposed-changes.ts';
import { SEND_ORGANISER_MESSAGE } from '#server/collective/organiser-messages/proposed-changes.ts';
import { SHOW_FUND } from '#server/collective/solidarity-funds/proposed-changes.ts';
import { PROPOSABLE_FINDING_CHANGES } from '#server/evidence/manipulation-detection/proposed-changes.ts';
import { PROPOSABLE_CLIENT_CHANGES } from '#server/directory/clients/proposed-changes.ts';
import { PROPOSABLE_MOVES } from '#server/community/forum/proposed-moves.ts';
import { PROPOSABLE_THREAD_CHANGES } from '#server/community/forum/proposed-changes.ts';
import { PROPOSABLE_WORD_CHANGES } from '#server/community/watched-words/proposed-changes.ts';
import type { ChangeKinds } from '#server/identity/two-person-approval/change-kind.ts';
import { PROPOSABLE_PLATFORM_CHANGES } from './platform-decisions/proposed-changes.ts';

/**
 * All kinds of changes that one person proposes and another confirms, except decisions on cases.
 */
export const CHANGE_KINDS: ChangeKinds = new Map(
  [
    PROPOSABLE_PLATFORM_CHANGES,
    PROPOSABLE_FINDING_CHANGES,
    PROPOSABLE_THREAD_CHANGES,
    PROPOSABLE_MOVES,
    PROPOSABLE_WORD_CHANGES,
    PROPOSABLE_CLIENT_CHANGES,
    {
      'show-fund': SHOW_FUND,
      'show-contact': SHOW_CONTACT,
      'send-message': SEND_ORGANISER_MESSAGE,
    },
  ].flatMap((kinds) => Object.values(kinds).map((kind) => [kind.kind, kind])),
);
