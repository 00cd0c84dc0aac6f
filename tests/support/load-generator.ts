import { POSTS_UNTIL_UNLIMITED } from '#shared/community/new-account-limits.ts';
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Database } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';

import { daysAgo, makeSlowCrowd } from './crowds.ts';
import { makeMember, type TestMember } from './factories.ts';
import { makePost, makeThread } from './forum.ts';

/** Load generator: members who post and publish payouts, and readers, concurrently until stopped. */

export type Answer = {
  readonly path: string;
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
};

export type Load = {
  /** Statuses of responses, oldest first; 0 for no response. */
  readonly answers: readonly Answer[];
  /** Acknowledged texts of posts, and keys of payouts with their ids. */
  readonly posts: readonly string[];
  readonly payouts: ReadonlyMap<string, string>;
  /** Stops after all requests in progress are answered. */
  readonly stop: () => Promise<void>;
};

/** A write that is not sent yet. */
type Turn = { readonly member: TestMember; readonly kind: 'post' | 'payout'; readonly nth: number };

export type LoadedSite = {
  readonly members: readonly TestMember[];
  readonly thread: string;
  /** Remaining writes, next one last. */
  readonly turns: Turn[];
};

/** Time-out of a request in milliseconds. */
const PATIENCE_MS = 15_000;
const PAUSE_MS = 20;
const WRITERS = 4;
/** Below the rate limits of a member for a minute and for a day. */
const POSTS_EACH = 14;
const PAYOUTS_EACH = 14;

/** Members who signed up some days ago, and a thread to post in. */
export async function makeLoaded(
  database: Database,
  count: number,
  /** Whether enough others reported the platform for each member's first report to become a slip. */
  { crowd = false } = {},
): Promise<LoadedSite> {
  const earlier = daysAgo(database, 3);
  if (crowd) await makeSlowCrowd(database, PAYOUT.platform);
  const members: TestMember[] = [];
  const { id: thread } = await makeThread(earlier);
  for (let nth = 0; nth < count; nth += 1) {
    const member = await makeMember(earlier);
    // New members may post only five times a day.
    for (let post = 0; post < POSTS_UNTIL_UNLIMITED; post += 1)
      await makePost(earlier, thread, { member });
    members.push(member);
  }
  // Interleaved, so that both kinds are written from the start.
  const turns = members
    .flatMap((member) => [
      ...turnsOf(member, 'post', POSTS_EACH),
      ...turnsOf(member, 'payout', PAYOUTS_EACH),
    ])
    .toSorted((a, b) => b.nth - a.nth);
  return { members, thread, turns };
}

function turnsOf(member: TestMember, kind: Turn['kind'], count: number): Turn[] {
  return Array.from({ length: count }, (_, nth) => ({ member, kind, nth }));
}

/**
 * Starts the load: each writer sends the next request when the last is answered, and retries a refused
 * payout.
 */
export function startLoad(
  url: string,
  { thread, turns }: LoadedSite,
  pages: readonly string[],
  /** Bytes of incompressible text in each post. */
  { padding = 0 } = {},
): Load {
  const answers: Answer[] = [];
  const posts: string[] = [];
  const payouts = new Map<string, string>();
  const stopped = new AbortController();
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(url + path, { redirect: 'manual', ...init, signal })
      .then(async (response) => ({
        path,
        status: response.status,
        retryAfter: response.headers.get('retry-after'),
        text: await response.text(),
      }))
      .catch((error: unknown) => ({ path, status: 0, retryAfter: null, text: String(error) }));
    answers.push(answer);
    if (answer.status >= 500 || answer.status === 0) await setTimeout(PAUSE_MS);
    return answer;
  };
  const write = (path: string, { cookie }: TestMember, body: object): Promise<Answer> =>
    ask(path, {
      method: 'POST',
      headers: { origin: url, cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const writeOn = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      const turn = turns.pop();
      if (turn === undefined) throw new Error('nothing is left to write: more members are needed');
      const { member, kind, nth } = turn;
      if (kind === 'post') {
        // A new text for each attempt: an unacknowledged one may still have been stored.
        const text = `Message ${randomId()}. ${randomBytes(padding / 2).toString('hex')}`.trim();
        const answer = await write(`/api/forum/threads/${thread}/posts`, member, { text });
        if (answer.status === 201) posts.push(text);
        else turns.push(turn);
        continue;
      }
      const key = `${member.id}-${nth}`;
      const answer = await write('/api/payouts', member, { ...payoutOf(nth), _key: key });
      if (answer.status === 201) payouts.set(key, idIn(answer));
      else turns.push(turn);
    }
  };
  const readOn = async (path: string): Promise<void> => {
    while (!stopped.signal.aborted) {
      await ask(path, { headers: { accept: path.startsWith('/api/') ? '*/*' : 'text/html' } });
      await setTimeout(PAUSE_MS);
    }
  };
  const working = [...Array.from({ length: WRITERS }, writeOn), ...pages.map(readOn)];
  return {
    answers,
    posts,
    payouts,
    stop: async () => {
      stopped.abort();
      await Promise.all(working);
    },
  };
}

/** A payout form without a picture. */
export const PAYOUT = {
  platform: 'clickworker',
  outcome: 'received',
  expected: '27,43',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-01-03',
  receivedOn: '2026-01-07',
};

/** Of another month each time, so that one that is stored twice is found. */
function payoutOf(nth: number): typeof PAYOUT {
  const month = `${2024 + Math.floor(nth / 12)}-${String(1 + (nth % 12)).padStart(2, '0')}`;
  return { ...PAYOUT, askedOn: `${month}-03`, receivedOn: `${month}-07` };
}

function idIn({ text }: Answer): string {
  return (JSON.parse(text) as { id: string }).id;
}
