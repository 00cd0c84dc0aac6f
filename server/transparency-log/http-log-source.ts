import { setTimeout } from 'node:timers/promises';
import type { LogSource } from '#shared/transparency-log/verify-log.ts';
import type { LogDescription } from '#shared/transparency-log/log-entries.ts';
import { nodeCrypto } from './ed25519-signer.ts';
import { parseLogList } from '#shared/transparency-log/parse-log-list.ts';
import { FetchFailed, fetchOk } from '#shared/core/fetch-with-retry.ts';

const TIMEOUT_MS = 60_000;
/** Wait until a cached checkpoint has expired: slightly longer than its Cache-Control max-age. */
const SETTLE_MS = 6_000;

/**
 * Reads a site's log over HTTP; retries while the site is busy.
 * @param origin of the site, such as https://contrenote.example.
 */
export function httpLogSource(origin: string): LogSource {
  const get = async (path: string): Promise<Uint8Array> => {
    const url = `${origin}${path}`;
    const response = await fetchOk(url, { timeoutMs: TIMEOUT_MS });
    const bytes = await response.arrayBuffer().catch((error: unknown) => {
      throw new FetchFailed(`${url} broke off`, { cause: error });
    });
    return new Uint8Array(bytes);
  };
  return {
    crypto: nodeCrypto,
    fetchBytes: (path) => get(`/record/${path}`),
    fetchLogs: async (): Promise<LogDescription[]> => {
      const text = new TextDecoder().decode(await get('/api/record/log'));
      const logs = parseLogList(text);
      if (logs === null) throw new FetchFailed(`${origin} has no record that this reads`);
      return logs;
    },
    settle: () => setTimeout(SETTLE_MS),
  };
}

/** Messages of findings for the operators of witnesses and mirrors. */
export const FINDING_MESSAGES = {
  first: 'Seen for the first time.',
  same: 'Nothing new.',
  grown: 'Grown, and consistent with what was seen before.',
  renewed: 'A new log, which begins with all that was seen before: a backup was restored.',
  restored:
    'ALARM: a new log, which lacks acts that were seen before. The site says that a backup was restored.',
  'new-key': 'A new key, which the former one named.',
  'unconfirmed-key': 'ALARM: another key, which the former one did not name.',
  forked: 'ALARM: the record was rewritten: it does not begin with what was seen before.',
  shrunk: 'ALARM: the record has fewer acts than were seen before.',
  unsigned: 'ALARM: the checkpoint is not signed by the key of the log.',
} as const;
