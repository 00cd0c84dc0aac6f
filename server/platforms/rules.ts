import type { Viewer } from '#server/accounts/viewer.ts';

/** What a viewer may do on a platform: members report and correct, moderators decide. */
export function platformRights(viewer: Viewer | null): {
  correct: boolean;
  report: boolean;
  decide: boolean;
} {
  const member = viewer !== null;
  return {
    correct: member,
    report: member,
    decide: viewer?.roles.includes('moderator') === true,
  };
}
