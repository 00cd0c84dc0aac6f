import { reportedPausedPostsSql } from './posting-pauses.ts';
import { sharesVoiceSql } from './shared-voice.ts';

/** SQL: whether member `who` is a party to case `k`, or reported what its pause was proposed for. */
export function isCasePartySql(who: string): string {
  return `(EXISTS (SELECT 1 FROM case_party q WHERE q.case_id = k.id AND q.member_id = ${who})
    OR ${reportedPausedPostsSql(who)})`;
}

/** SQL: whether member `who` shares a voice with a party to case `k`. */
export function sharesVoiceWithPartySql(who: string): string {
  return `EXISTS (SELECT 1 FROM case_party lq WHERE lq.case_id = k.id
    AND ${sharesVoiceSql(who, 'lq.member_id')})`;
}

/**
 * SQL: whether member `who` may be the second person of case `k`: neither a party, nor the
 * proposer, nor sharing a voice with either.
 */
export function mayBeSecondPersonSql(who: string): string {
  return `(k.state = 'proposed' AND NOT ${isCasePartySql(who)} AND NOT ${sharesVoiceWithPartySql(who)} AND EXISTS (
    SELECT 1 FROM case_proposal sp WHERE sp.case_id = k.id AND sp.state = 'open'
       AND sp.member_id <> ${who} AND NOT ${sharesVoiceSql(who, 'sp.member_id')}))`;
}

/** SQL: whether member `who` has taken case `k` as second person at `now`, a parameter. */
export function hasTakenAsSecondPersonSql(who: string, now: string): string {
  return `(k.taken_by = ${who} AND k.taken_until > ${now}::timestamptz AND ${mayBeSecondPersonSql(who)})`;
}

/** SQL: whether member `who` may take case `k` at `now`: nobody has it, or she had it last. */
export function mayTakeCaseSql(who: string, now: string): string {
  return `(k.taken_by IS NULL OR k.taken_by = ${who}
    OR COALESCE(k.taken_until <= ${now}::timestamptz, true))`;
}
