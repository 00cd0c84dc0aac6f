import type { RecordedKeysResponse } from '#shared/collective/recorded-keys.ts';
import type { LogCheckResult } from '#shared/transparency-log/check-log.ts';
import { loadLogWatchState } from '#web/enhance/log-watch-storage.ts';
import { browserLogSource, checkLogOfSite } from '#web/enhance/log-check.ts';
import { fetchJson, fetchText } from './anonymous-fetch.ts';
import type { RecordSources } from './recorded-keys.ts';

/** Where a pledge reads this site's record and recorded keys, without cookies. */
export const SITE_RECORD_SOURCES: RecordSources = {
  record: browserLogSource,
  fetchAct: async (boycott) =>
    (await fetchJson(`/api/boycotts/${boycott}/key-act`)) as RecordedKeysResponse,
  fetchProof: (leaf) => fetchText(`/record/proof/${leaf}.tlog-proof`),
};

/**
 * Compares the record with what this browser saw of it before.
 * @throws when the site does not answer.
 */
export function recheckRecord(): Promise<LogCheckResult> {
  return checkLogOfSite(loadLogWatchState()?.seen ?? null);
}
