import { secondReviewsResponse } from '#shared/governance/case-handling.ts';
import type { Api } from '#web/in-process-api.ts';

type Roles = { readonly established: boolean; readonly moderator: boolean };

/** Counts the cases that wait for a member as second person; null for members who may not be one yet. */
export async function countSecondReviews(api: Api, viewer: Roles | null): Promise<number | null> {
  if (viewer === null || (!viewer.established && !viewer.moderator)) return null;
  const { cases, guarded, mine } = await api.get('/api/moderation/seconds', secondReviewsResponse);
  return cases.length + guarded.length + (mine === null ? 0 : 1);
}
