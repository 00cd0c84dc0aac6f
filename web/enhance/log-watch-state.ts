import { daysBetween, type Day } from '#shared/core/days.ts';
import {
  ALARMING_FINDINGS,
  formatAlarm,
  type LogFinding,
  type SeenLog,
} from '#shared/transparency-log/verification-findings.ts';
import type { LogWatchState } from './log-watch-storage.ts';

const TOLD: ReadonlySet<LogFinding> = new Set([...ALARMING_FINDINGS, 'renewed', 'new-key']);
/**
 * Days without an answer until the member is told: longer than an outage, shorter than a record
 * that hides.
 */
export const SILENT_DAYS = 7;
/** Maximum stored proofs: more than needed to prove a fork. */
const PROOFS_MOST = 5;

type Look = {
  readonly finding: LogFinding;
  readonly now: SeenLog | null;
  readonly answer: SeenLog;
};

export function afterCheck(
  kept: LogWatchState | null,
  { finding, now, answer }: Look,
  day: Day,
): LogWatchState {
  const seen = kept?.seen ?? null;
  const proofs = kept?.proofs ?? [];
  if (ALARMING_FINDINGS.has(finding)) {
    const proof = formatAlarm(finding, seen, answer);
    const known = proofs.includes(proof) || proofs.length >= PROOFS_MOST;
    const all = known ? proofs : [...proofs, proof];
    return { day, seen, tell: finding, shown: now, silentSince: null, proofs: all };
  }
  const before = kept?.tell === 'silent' ? null : (kept?.tell ?? null);
  const tell = TOLD.has(finding) ? finding : before;
  return { day, seen: now, tell, shown: null, silentSince: null, proofs };
}

/** The state after a check without an answer, which matters only after some days. */
export function afterSilence(kept: LogWatchState | null, day: Day): LogWatchState {
  const since = kept?.silentSince ?? day;
  const before = kept ?? { day: '', seen: null, tell: null, shown: null };
  const long = daysBetween(since, day) >= SILENT_DAYS;
  return { ...before, silentSince: since, tell: before.tell ?? (long ? 'silent' : null) };
}

/**
 * The state after the member has read the message: the record is compared with what was shown from
 * then on.
 */
export function afterRead(kept: LogWatchState, day: Day): LogWatchState {
  const { seen, shown, tell } = kept;
  // A record that stays silent is told of weekly.
  const silentSince = tell === 'silent' ? day : (kept.silentSince ?? null);
  return { ...kept, seen: shown ?? seen, tell: null, shown: null, silentSince };
}
