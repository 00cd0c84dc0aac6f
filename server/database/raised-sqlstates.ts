/**
 * SQLSTATEs that our own functions and triggers raise. SQL reserves classes I to Z for implementations;
 * ours is NC. HTTP status for each:
 * - `not-theirs`: 403, another person has to do it
 * - `refused`: 409, the current state does not allow it
 * - `bug`: 500, a programming error
 */
export const RAISED_SQLSTATES = {
  NC001: { name: 'decision-by-party', meaning: 'not-theirs' },
  NC002: { name: 'appeal-decided-by-same', meaning: 'not-theirs' },
  NC003: { name: 'seat-without-role', meaning: 'not-theirs' },
  NC004: { name: 'decision-by-one-voice', meaning: 'not-theirs' },
  NC005: { name: 'decision-not-by-jury', meaning: 'refused' },
  NC006: { name: 'veil-not-by-one', meaning: 'refused' },
  NC007: { name: 'veiled-before', meaning: 'refused' },
  NC008: { name: 'hidden-alone', meaning: 'refused' },
  NC009: { name: 'hidden-by-too-few', meaning: 'refused' },
  NC010: { name: 'restored-by-too-few', meaning: 'refused' },
  NC011: { name: 'hidden-without-decision', meaning: 'refused' },
  NC012: { name: 'shown-without-decision', meaning: 'refused' },
  NC013: { name: 'decision-changed', meaning: 'refused' },
  NC014: { name: 'record-changed', meaning: 'bug' },
  NC015: { name: 'tile-changed', meaning: 'bug' },
  NC016: { name: 'signed-changed', meaning: 'bug' },
  NC017: { name: 'token-by-older-version', meaning: 'refused' },
} as const satisfies Record<string, { name: string; meaning: 'not-theirs' | 'refused' | 'bug' }>;

export type RaisedSqlstate = keyof typeof RAISED_SQLSTATES;

export function isRaisedSqlstate(code: string): code is RaisedSqlstate {
  return Object.hasOwn(RAISED_SQLSTATES, code);
}
