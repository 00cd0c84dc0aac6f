import { FetchFailed, fetchOk } from '#shared/core/fetch-with-retry.ts';
import type { LogDescription } from './log-entries.ts';
import { parseLogList } from './parse-log-list.ts';
import type { NoteCrypto } from './signed-notes.ts';
import type { LogSource } from './check-log.ts';

const TIMEOUT_MS = 60_000;
/** Wait until a cached checkpoint has expired: slightly longer than its Cache-Control max-age. */
const SETTLE_MS = 6_000;

/**
 * Reads a site's log over HTTP; retries while the site is busy.
 * @param origin of the site, such as https://contrenote.example.
 */
export function httpLogSource(crypto: NoteCrypto, origin: string): LogSource {
  const get = async (path: string): Promise<Uint8Array> => {
    const url = `${origin}${path}`;
    // Checkpoints are fetched uncached: an old one may be of another key.
    const cache = path.startsWith('/record/tile/') ? 'default' : 'no-store';
    const response = await fetchOk(url, { timeoutMs: TIMEOUT_MS, cache, credentials: 'omit' });
    const bytes = await response.arrayBuffer().catch((error: unknown) => {
      throw new FetchFailed(`${url} broke off`, { cause: error });
    });
    return new Uint8Array(bytes);
  };
  return {
    crypto,
    fetchBytes: (path) => get(`/record/${path}`),
    fetchLogs: async (): Promise<LogDescription[]> => {
      const text = new TextDecoder().decode(await get('/api/record/log'));
      const logs = parseLogList(text);
      if (logs === null) throw new FetchFailed(`${origin} has no record that this reads`);
      return logs;
    },
    settle: () =>
      new Promise((resolve) => {
        setTimeout(resolve, SETTLE_MS);
      }),
  };
}
