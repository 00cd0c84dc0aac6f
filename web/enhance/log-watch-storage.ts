import type { Day } from '#shared/core/days.ts';
import type { LogFinding, SeenLog } from '#shared/transparency-log/verification-findings.ts';

/** Local storage key. */
export const RECORD_KEY = 'contrenote.record';

/** News for the member: a finding, or a long silence. */
export type RecordNews = LogFinding | 'silent';

/** What a browser stores about the public record, on the device only. */
export type KeptRecord = {
  /** Day of the last answered check; one a day is enough. */
  readonly day: Day;
  /** The last valid observation; unchanged after an alarm. */
  readonly seen: SeenLog | null;
  /** Unread news. */
  readonly tell: RecordNews | null;
  /** What was shown instead; the new baseline once the news were read. */
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
