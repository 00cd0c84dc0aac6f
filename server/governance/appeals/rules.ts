import { visibilityAfter } from '#server/governance/juries/rules.ts';
import type { Measure } from '#shared/core/moderation-decisions.ts';
import type { AppealRefusal } from '#shared/governance/appeals.ts';
import type { CasePartyRole } from '#shared/governance/juries.ts';

export type AppealSituation = {
  readonly kind: Measure;
  /** The viewer's role in the case of the decision; null without one. */
  readonly role: CasePartyRole | null;
  readonly replaced: boolean;
  /** Of words that the decision covers: another decision hides the whole text since. */
  readonly hiddenWhole: boolean;
  /** The decision was taken by time alone, such as the end of a veil. */
  readonly automated: boolean;
  readonly there: boolean;
  /** The six months in which an appeal is possible are over. */
  readonly late: boolean;
  /** The state of the viewer's earlier appeal in this case; null without one. */
  readonly used: string | null;
  readonly caseState: string;
  /** Another case about the same subject is open. */
  readonly otherCase: boolean;
  /** The state of the jury that reviews this case; null without one. */
  readonly jury: string | null;
};

/**
 * Returns why a viewer may not appeal against a decision; null when she may. Authors appeal against
 * measures that hide, flaggers against those that do not remove, once a case unless no jury could
 * decide. A second appeal joins the first one's jury until it sits.
 */
export function appealRefusalOf(one: AppealSituation): AppealRefusal | null {
  const { kind, role } = one;
  if (role !== 'author' && role !== 'flagger') return 'not-concerned';
  const hides = visibilityAfter(kind) !== 'shown';
  // Flaggers have what they can get of words: of others they report anew.
  const gains =
    role === 'author' ? hides : kind !== 'remove' && kind !== 'cover' && kind !== 'uncover';
  if (kind === 'veil' || one.automated || !gains) return 'nothing-to-gain';
  if (!one.there) return 'gone';
  if (one.used !== null && one.used !== 'undecided') return 'used';
  if (one.replaced || one.hiddenWhole) return 'replaced';
  if (one.late) return 'too-late';
  if (one.jury === 'sitting') return 'jury-sits';
  if (one.otherCase || (one.caseState !== 'closed' && one.jury !== 'waiting')) return 'case-open';
  return null;
}
