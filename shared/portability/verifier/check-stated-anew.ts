import { AUTHOR_FORM } from '#shared/transparency-log/commitments.ts';
import { ENTRY_KINDS, type Commitment } from '#shared/transparency-log/entry-kinds.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import type { RowCheck } from './row-check.ts';

/** Matches acts on content that only its author can change. */
const OF_AUTHORS = /^(?:post|review|client-review|incident)-/;
const SHOWS = /-restored$|^(?:post|review)-(?:un)?covered$/;
const KINDS: Readonly<Record<string, Commitment>> = ENTRY_KINDS;

/**
 * Checks that nothing is stated anew though no act changed it, which would excuse a change. A subject is
 * restated where its leaf is of an older form (`content-restated`); content of authors is stated once it
 * is shown again, since they may have edited it until then, and once its words are covered or shown
 * (`content-stated`).
 * @param copied the site was made from another one's dump, and states what that one left out.
 */
export function checkStatedAnew(leaves: LeavesBySubject, copied: boolean): RowCheck {
  return {
    reads: {},
    faults: () => [],
    unmet: () => {
      const numbers = Array.from({ length: leaves.size }, (_, number) => number);
      return numbers
        .filter((number) => isStatedForNothing(leaves, number, copied))
        .map((number) => ({ number, code: 'entry-unfounded' }));
    },
  };
}

function isStatedForNothing(leaves: LeavesBySubject, number: number, copied: boolean): boolean {
  const act = leaves.act(number);
  const restates = act === 'content-restated';
  if (!restates && (act !== 'content-stated' || copied)) return false;
  /** Whether the loop has reached the previous statement of the subject. */
  let hasFormer = false;
  for (let at = leaves.before(number); at !== null; at = leaves.before(at)) {
    const earlier = leaves.act(at);
    if (SHOWS.test(earlier) && !restates && !hasFormer) return false;
    const to = KINDS[earlier]?.to;
    if (to === 'end') break;
    if (to !== 'content') continue;
    if (!hasFormer && leaves.form(at) < AUTHOR_FORM) return false;
    if (restates) break;
    hasFormer = true;
    if (!earlier.startsWith('content-')) return OF_AUTHORS.test(earlier);
  }
  return restates;
}
