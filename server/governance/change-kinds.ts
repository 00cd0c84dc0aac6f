import { FINDING_CHANGES } from '#server/evidence/manipulation-detection/proposed-changes.ts';
import { CLIENT_ACTS } from '#server/directory/clients/change-acts.ts';
import { THREAD_ACTS } from '#server/community/forum/thread-acts.ts';
import type { ChangeKinds } from '#server/identity/two-person-approval/proposal-kinds.ts';
import { PLATFORM_ACTS } from './platform-decisions/platform-acts.ts';

/** All acts that one person proposes and another confirms, except cases. */
export const CHANGE_KINDS: ChangeKinds = new Map(
  [PLATFORM_ACTS, FINDING_CHANGES, THREAD_ACTS, CLIENT_ACTS].flatMap((kinds) =>
    Object.values(kinds).map((kind) => [kind.kind, kind]),
  ),
);
