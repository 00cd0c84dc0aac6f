import { id } from '#shared/core/form-fields.ts';
import { caseResponse, type ShownCaseProposal } from '#shared/governance/case-handling.ts';
import type { Api } from '#web/in-process-api.ts';

/** The rule, facts and reason of a proposal, with which the form of the next case begins. */
export type WordsBefore = Pick<ShownCaseProposal, 'rule' | 'facts' | 'reason'>;

/** What was proposed last in the case of this id; null without one, or where she may not read it. */
export async function findWordsBefore(
  api: Api,
  caseId: string | undefined,
): Promise<WordsBefore | null> {
  const known = id.safeParse(caseId);
  if (!known.success) return null;
  try {
    const { proposals } = await api.get(`/api/moderation/cases/${known.data}`, caseResponse);
    const last = proposals.at(-1);
    return last === undefined ? null : { rule: last.rule, facts: last.facts, reason: last.reason };
  } catch {
    return null;
  }
}
