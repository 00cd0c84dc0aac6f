import type { KeyActResponse } from '#shared/collective/pledges.ts';
import type { CheckedRecord } from '#shared/transparency-log/record-check.ts';
import { RECORD_KEY, readKept } from '#web/enhance/record-kept.ts';
import { browserRecord, lookAtRecord } from '#web/enhance/record-look.ts';
import { fetchJson, fetchText } from './ask.ts';
import type { ToldAnswers } from './told-key.ts';

/** Anonymous requests to this page's site. */
export const SITE_ANSWERS: ToldAnswers = {
  record: browserRecord,
  fetchAct: async (boycott) =>
    (await fetchJson(`/api/boycotts/${boycott}/key-act`)) as KeyActResponse,
  fetchProof: (leaf) => fetchText(`/record/proof/${leaf}.tlog-proof`),
};

/** Compares the record with what this browser saw of it before. @throws when it does not answer. */
export function lookAgain(): Promise<CheckedRecord> {
  return lookAtRecord(lastSeen());
}

function lastSeen(): CheckedRecord['answer'] | null {
  try {
    return readKept(localStorage.getItem(RECORD_KEY))?.seen ?? null;
  } catch {
    return null;
  }
}
