import type { z } from 'zod/mini';
import { MESSAGE_PREFIX_BYTES } from '#shared/collective/blind-signing.ts';
import type { RecordedKeysResponse } from '#shared/collective/recorded-keys.ts';
import { SURVEY_KEY_BYTES, encodeSurveyMessage } from '#shared/collective/survey-messages.ts';
import type { ownSurveyTokenResponse } from '#shared/collective/survey.ts';
import { fromBase64, toBase64 } from '#shared/transparency-log/signed-notes.ts';
import { ALARMING_FINDINGS } from '#shared/transparency-log/verification-findings.ts';
import { fetchJson, postJson } from '#web/collective/blind-signing/anonymous-fetch.ts';
import { openRecordedRow } from '#web/collective/blind-signing/recorded-keys.ts';
import {
  SITE_RECORD_SOURCES,
  recheckRecord,
} from '#web/collective/blind-signing/site-record-sources.ts';
import { withCrossTabLock } from '#web/evidence/workbook/cross-tab-lock.ts';
import { forgetSurvey, loadSurvey, saveSurvey, type StoredSurvey } from './survey-store.ts';

type Survey = NonNullable<z.infer<typeof ownSurveyTokenResponse>['survey']>;

/**
 * The result of fetching this year's token.
 * - had: it is here, or was used
 * - none: this account cannot answer
 * - record-waits: the act that tells the key has no leaf yet
 * - no-record: the record does not show everybody this key; nothing was requested
 * - elsewhere: another browser of hers got it
 * - no-storage: this browser keeps nothing
 * - offline: no answer
 */
export type SurveyFetchResult =
  'had' | 'none' | 'record-waits' | 'no-record' | 'elsewhere' | 'no-storage' | 'offline';

const SOURCES = {
  ...SITE_RECORD_SOURCES,
  fetchAct: async (year: string) =>
    (await fetchJson(`/api/survey/${year}/key-act`)) as RecordedKeysResponse,
};

/**
 * Fetches this year's token of an account, wanted or not, so that fetching does not say who answers.
 * What is drawn for it is drawn at random and derived from nothing: once the answer is sent and this is
 * forgotten, nobody can find it, the device included.
 */
export function fetchSurveyToken(account: string): Promise<SurveyFetchResult> {
  return withCrossTabLock('survey-token', async () => {
    const known = loadSurvey(account);
    if (known !== null && known.state !== 'asked') {
      return known.state === 'elsewhere' ? 'elsewhere' : 'had';
    }
    const listed = await listSurvey();
    if (listed === null) return 'offline';
    if (listed.survey === null) return 'none';
    return getToken(account, listed.survey, known);
  });
}

async function getToken(
  account: string,
  { year, publicKey, leaf, issued }: Survey,
  known: Extract<StoredSurvey, { state: 'asked' }> | null,
): Promise<SurveyFetchResult> {
  if (known === null && issued) {
    return saveSurvey(account, { year, state: 'elsewhere' }) ? 'elsewhere' : 'no-storage';
  }
  if (leaf === null) return 'record-waits';
  if (known !== null && known.publicKey !== publicKey) return 'no-record';
  try {
    const checked = await recheckRecord();
    if (ALARMING_FINDINGS.has(checked.finding)) return 'no-record';
    const row = await openRecordedRow(SOURCES, checked, 'survey', String(year));
    if (row === null) return 'record-waits';
    if (row === 'misfit' || row['publicKey'] !== publicKey) return 'no-record';
  } catch {
    return 'offline';
  }
  const asked = known ?? (await prepareToken(year, publicKey));
  // Kept before it is sent: if the answer is lost, the same is asked again.
  if (!saveSurvey(account, asked)) return 'no-storage';
  return getSigned(account, asked);
}

async function prepareToken(
  year: number,
  publicKey: string,
): Promise<Extract<StoredSurvey, { state: 'asked' }>> {
  const { blindMessage } = await import('#web/collective/blind-signing/blind-signatures.ts');
  const key = toBase64(crypto.getRandomValues(new Uint8Array(SURVEY_KEY_BYTES)));
  const { prefix, message, inverse } = await blindMessage(
    [publicKey],
    encodeSurveyMessage(year, key),
    async (_, length) => crypto.getRandomValues(new Uint8Array(length)),
  );
  return { year, state: 'asked', publicKey, key, prefix, message, inverse: toBase64(inverse) };
}

async function getSigned(
  account: string,
  { year, publicKey, key, prefix, message, inverse }: Extract<StoredSurvey, { state: 'asked' }>,
): Promise<SurveyFetchResult> {
  const answer = await postJson('/api/me/survey-token', { blinded: message });
  if (answer.kind === 'no-answer') return 'offline';
  if (answer.kind === 'refused') {
    if (answer.reason === 'key-not-told') return 'record-waits';
    if (answer.reason === 'token-taken') {
      saveSurvey(account, { year, state: 'elsewhere' });
      return 'elsewhere';
    }
    forgetSurvey(account);
    return 'none';
  }
  const { unblindSignatures } = await import('#web/collective/blind-signing/blind-signatures.ts');
  try {
    const signature = await unblindSignatures(
      [publicKey],
      { prefix, inverse: fromBase64(inverse) ?? new Uint8Array(MESSAGE_PREFIX_BYTES) },
      encodeSurveyMessage(year, key),
      [String(answer.body['signature'])],
    );
    saveSurvey(account, { year, state: 'ready', key, prefix, signature });
    return 'had';
  } catch {
    // `unblindSignatures` throws: the answer is not signed by the recorded key.
    return 'no-record';
  }
}

async function listSurvey(): Promise<z.infer<typeof ownSurveyTokenResponse> | null> {
  try {
    return (await fetchJson('/api/me/survey-token', 'same-origin')) as z.infer<
      typeof ownSurveyTokenResponse
    >;
  } catch {
    return null;
  }
}
