import type { Day } from '#shared/core/days.ts';
import type { LogFinding, SeenLog } from '#shared/transparency-log/verification-findings.ts';

/** Local storage key. */
export const RECORD_KEY = 'contrenote.record';

/** A message to the member: a finding of the watch, or a long silence of the log. */
export type RecordNews = LogFinding | 'silent';

/** The state of the log watch, stored on the device only. */
export type KeptRecord = {
  /** Day of the last answered check; one a day is enough. */
  readonly day: Day;
  /** The last valid observation; unchanged after an alarm. */
  readonly seen: SeenLog | null;
  /** The finding that the member has not read yet. */
  readonly tell: RecordNews | null;
  /** The observation that caused an alarm; the new baseline once the member has read of it. */
  readonly shown: SeenLog | null;
  /** The first unanswered day since the last check. */
  readonly silentSince?: Day | null;
  /**
   * Both notes of each alarm, as text, oldest first; neither a good check nor a click deletes them.
   */
  readonly proofs?: readonly string[];
};

/** Null when nothing was stored, or by another version. */
export function readKept(text: string | null): KeptRecord | null {
  try {
    const kept = JSON.parse(text ?? 'null') as KeptRecord | null;
    return typeof kept?.day === 'string' ? kept : null;
  } catch {
    return null;
  }
}

/** The stored state; null when there is none, or storage is unavailable. */
export function recallRecord(): KeptRecord | null {
  try {
    return readKept(localStorage.getItem(RECORD_KEY));
  } catch {
    return null;
  }
}

/** Stores the state; without storage there is nothing to compare with. */
export function keepRecord(kept: KeptRecord): void {
  try {
    localStorage.setItem(RECORD_KEY, JSON.stringify(kept));
  } catch {
    // See above.
  }
}
