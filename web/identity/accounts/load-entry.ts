import {
  challengeResponse,
  ownPath,
  type ChallengeResponse,
  type Entry,
} from '#shared/identity/accounts.ts';
import { importsResponse, type ImportsResponse } from '#shared/portability/imports.ts';
import type { Api } from '#web/api.ts';
import type { Request } from '#web/page.ts';

export type EntryData = {
  readonly challenge: ChallengeResponse;
  /** Where to go afterwards, on this site. */
  readonly next: string | null;
  /** The communities of which pseudonyms wait for their members. */
  readonly sources: ImportsResponse['sources'];
};

/** What the forms to sign up, in and back in need. */
export async function loadEntry(api: Api, request: Request, entry: Entry): Promise<EntryData> {
  const [challenge, { sources }] = await Promise.all([
    api.get(`/api/challenge?for=${entry}`, challengeResponse),
    api.get('/api/imports', importsResponse),
  ]);
  return { challenge, next: ownPath(request.query['next']), sources };
}
