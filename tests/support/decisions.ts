import { loadFlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import {
  makeCaseDecision,
  type CaseDecisionToMake,
} from '#server/governance/case-decisions/make-decision.ts';
import { findOrOpenCase } from '#server/governance/cases/open-case.ts';
import type { Measure } from '#shared/core/moderation-decisions.ts';
import type { SubjectKind } from '#shared/core/subject-kinds.ts';
import type { TestApp } from './app.ts';
import { makeMember, type TestMember } from './factories.ts';

/** Two members without a conflict of interest: a moderator and an established member. */
export type Hands = { readonly moderator: TestMember; readonly second: TestMember };

export async function makeHands(site: TestApp): Promise<Hands> {
  return {
    moderator: await makeMember(site, { moderator: true, established: true }),
    second: await makeMember(site, { established: true }),
  };
}

/**
 * Makes a decision on content, by two people or (a veil) by one; recomputes the figures. Returns its
 * id.
 */
export async function decide(
  site: TestApp,
  { moderator, second }: Hands,
  about: { kind: SubjectKind; id: string },
  kind: Measure,
  more: Partial<CaseDecisionToMake> = {},
): Promise<string> {
  const now = site.clock.now;
  const { id } = await site.database.prisma.$transaction(async (tx) => {
    const subject = await loadFlaggableSubject(tx, about.kind, about.id);
    if (subject === null) throw new Error(`no ${about.kind}/${about.id}`);
    const reason = 'insult';
    const opened = await findOrOpenCase(tx, { subject, origin: 'flag', reason }, now);
    const decision: CaseDecisionToMake = {
      caseId: opened.id,
      subject,
      kind,
      rule: kind === 'hide' ? 'R5' : 'R4',
      reason: 'Le texte enfreint la règle.',
      facts: 'Il nomme quelqu’un.',
      origin: 'flag',
      stage: kind === 'veil' ? 'veil' : 'first',
      hands: [
        { seat: 'moderator', handle: 'M-TEST1', memberId: moderator.id },
        ...(kind === 'veil'
          ? []
          : [{ seat: 'member', handle: 'a member', memberId: second.id } as const]),
      ],
      ...(kind === 'veil' ? { until: new Date(now.getTime() + 72 * 3_600_000) } : {}),
      ...more,
    };
    return makeCaseDecision(tx, decision, now);
  });
  await site.catchUp();
  return id;
}
