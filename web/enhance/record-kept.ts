import type { Day } from '#shared/core/days.ts';
import type { RecordFinding, SeenRecord } from '#shared/transparency-log/record-findings.ts';

/** Where a browser keeps it. */
export const RECORD_KEY = 'contrenote.record';

/** What there can be to tell: what was found, or that for long nothing could be. */
export type RecordNews = RecordFinding | 'silent';

/** What a browser keeps of the public record, on the device alone. */
export type KeptRecord = {
  /** The day of the last look that was answered: one a day is enough. */
  readonly day: Day;
  /** What was seen, and held. After an alarm it stays what it was. */
  readonly seen: SeenRecord | null;
  /** What is still to be told. */
  readonly tell: RecordNews | null;
  /** What was shown instead, to go on from once it was told. */
  readonly shown: SeenRecord | null;
  /** The first day since the last look on which the record did not answer. */
  readonly silentSince?: Day | null;
  /** Both notes of each alarm, as text, the oldest first: neither a calm look nor a click drops them. */
  readonly proofs?: readonly string[];
};

/** Null where nothing was kept, or not by this version. */
export function readKept(text: string | null): KeptRecord | null {
  try {
    const kept = JSON.parse(text ?? 'null') as KeptRecord | null;
    return typeof kept?.day === 'string' ? kept : null;
  } catch {
    return null;
  }
}

/** What this browser keeps; null where nothing is, or storage is closed to us. */
export function recallRecord(): KeptRecord | null {
  try {
    return readKept(localStorage.getItem(RECORD_KEY));
  } catch {
    return null;
  }
}

/** Where storage is closed nothing is kept, and there is nothing to compare with. */
export function keepRecord(kept: KeptRecord): void {
  try {
    localStorage.setItem(RECORD_KEY, JSON.stringify(kept));
  } catch {
    // As said.
  }
}
