import {
  challengeResponse,
  parseRedirectPath,
  type ChallengeResponse,
  type SignInAction,
} from '#shared/identity/accounts.ts';
import { importsResponse, type ImportsResponse } from '#shared/portability/imports.ts';
import type { Api } from '#web/in-process-api.ts';
import type { Request } from '#web/page.ts';

export type SignInFormData = {
  readonly challenge: ChallengeResponse;
  /** Path on this site to redirect to after signing in or up. */
  readonly next: string | null;
  /** Imported forums with pseudonyms that nobody has claimed yet. */
  readonly sources: ImportsResponse['sources'];
};

/** Data for the forms to sign up, sign in and recover. */
export async function loadSignInForm(
  api: Api,
  request: Request,
  entry: SignInAction,
): Promise<SignInFormData> {
  const [challenge, { sources }] = await Promise.all([
    api.get(`/api/challenge?for=${entry}`, challengeResponse),
    api.get('/api/imports', importsResponse),
  ]);
  return { challenge, next: parseRedirectPath(request.query['next']), sources };
}
