import type { Day } from '#shared/core/days.ts';
import type { LogFinding, SeenLog } from '#shared/transparency-log/verification-findings.ts';
import { loadItem, saveItem } from './device-storage.ts';

const LOG_WATCH_STORAGE_KEY = 'contrenote.record';

/** A message to the member: a finding of the watch, or a long silence of the log. */
export type LogWatchMessage = LogFinding | 'silent';

/** The state of the log watch, stored on the device only. */
export type LogWatchState = {
  /** Day of the last check that the site answered; one check a day is enough. */
  readonly day: Day;
  /** The last valid observation; unchanged after an alarm. */
  readonly seen: SeenLog | null;
  /** The finding that the member has not read yet. */
  readonly tell: LogWatchMessage | null;
  /** The observation that caused an alarm; the new baseline once the member has read of it. */
  readonly shown: SeenLog | null;
  /** The first unanswered day since the last check. */
  readonly silentSince?: Day | null;
  /**
   * Both notes of each alarm, as text, oldest first; neither a good check nor a click deletes them.
   */
  readonly proofs?: readonly string[];
};

/**
 * Parses the stored state of the log watch; null when nothing was stored, or by another version.
 */
export function parseLogWatchState(text: string | null): LogWatchState | null {
  try {
    const kept = JSON.parse(text ?? 'null') as LogWatchState | null;
    return typeof kept?.day === 'string' ? kept : null;
  } catch {
    return null;
  }
}

/** The stored state; null when there is none, or storage is unavailable. */
export function loadLogWatchState(): LogWatchState | null {
  return parseLogWatchState(loadItem(LOG_WATCH_STORAGE_KEY));
}

/** Stores the state; without storage there is nothing to compare with. */
export function saveLogWatchState(kept: LogWatchState): void {
  saveItem(LOG_WATCH_STORAGE_KEY, JSON.stringify(kept));
}
