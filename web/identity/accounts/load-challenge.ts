import { challengeResponse, type ChallengeResponse } from '#shared/identity/accounts.ts';
import type { Api } from '#web/in-process-api.ts';
import type { PageViewer } from '#web/page.ts';

/** The rate-limit challenge of a form that makes a visitor's account; null for a member. */
export async function loadChallenge(
  api: Api,
  viewer: PageViewer | null,
): Promise<ChallengeResponse | null> {
  return viewer === null ? api.get('/api/challenge?for=sign-up', challengeResponse) : null;
}
