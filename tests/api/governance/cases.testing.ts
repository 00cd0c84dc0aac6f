import type { LightMyRequestResponse } from 'fastify';
import { SECOND_REVIEW_HOURS } from '#shared/governance/cases.ts';
import type { TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';

/** A post that can be flagged, as cases name it. */
export async function makeFlaggablePost(
  site: TestApp,
  text = 'Un texte.',
): Promise<{ subject: string; id: string; author: TestMember }> {
  const { postId, member } = await makeThread(site, { text });
  return { subject: `post/${postId}`, id: postId, author: member };
}

export function flagSubjectAs(
  site: TestApp,
  about: string,
  member: TestMember | null,
  fields: object = {},
): Promise<LightMyRequestResponse> {
  const sentence = 'Cela insulte une collègue.';
  return site.post('/api/flags', { about, reason: 'insult', sentence, ...fields }, member?.cookie);
}

/** The case about a thing, and who flagged it. */
export async function makeFlaggedCase(
  site: TestApp,
  fields: { reason?: string; text?: string; ratedParty?: boolean } = {},
): Promise<{ caseId: string; subject: string; author: TestMember; flagger: TestMember }> {
  const { text, ...flagged } = fields;
  const { subject, author } = await makeFlaggablePost(site, text);
  const flagger = await makeMember(site);
  const answer = await flagSubjectAs(site, subject, flagger, flagged);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  const { id: caseId } = await site.database.prisma.moderationCase.findFirstOrThrow({
    where: { subject, state: { not: 'closed' } },
  });
  return { caseId, subject, author, flagger };
}

export const PROPOSAL_FIELDS = {
  rule: 'R5',
  facts: 'Le texte traite une collègue de voleuse.',
  reason: 'Rien ne l’appuie dans le sujet.',
};

export function proposeMeasureAs(
  site: TestApp,
  caseId: string,
  member: TestMember | null,
  fields: object = {},
): Promise<LightMyRequestResponse> {
  const body = { kind: 'hide', ...PROPOSAL_FIELDS, ...fields };
  return site.post(`/api/moderation/cases/${caseId}/proposals`, body, member?.cookie);
}

/** Agrees with what is proposed in a case, or answers what is given. */
export async function answerProposalAs(
  site: TestApp,
  caseId: string,
  member: TestMember | null,
  fields: object = {},
): Promise<LightMyRequestResponse> {
  const open = await site.database.prisma.caseProposal.findFirst({
    where: { caseId },
    orderBy: { proposedAt: 'desc' },
  });
  const body = { proposal: open?.id, answer: 'agree', ...fields };
  return site.post(`/api/moderation/cases/${caseId}/answer`, body, member?.cookie);
}

/** Lets a member have a case whose thing few may read, whatever comes first and whatever she took today. */
export async function giveCaseTo(site: TestApp, caseId: string, member: TestMember): Promise<void> {
  const takenUntil = new Date(site.clock.now.getTime() + SECOND_REVIEW_HOURS * 3_600_000);
  await site.database.prisma.moderationCase.update({
    where: { id: caseId },
    data: { takenBy: member.id, takenUntil },
  });
}

export function dismissCaseAs(
  site: TestApp,
  caseId: string,
  member: TestMember | null,
  fields: object = {},
): Promise<LightMyRequestResponse> {
  return site.post(`/api/moderation/cases/${caseId}/dismiss`, fields, member?.cookie);
}

export function veilSubjectAs(
  site: TestApp,
  caseId: string,
  member: TestMember | null,
  fields: object = {},
): Promise<LightMyRequestResponse> {
  const body = { ...PROPOSAL_FIELDS, ...fields };
  return site.post(`/api/moderation/cases/${caseId}/veil`, body, member?.cookie);
}

/** The decision that hides a post now. */
export async function findHidingDecision(site: TestApp, subject: string): Promise<string | null> {
  const id = subject.split('/')[1] ?? '';
  return (await site.database.prisma.forumPost.findUniqueOrThrow({ where: { id } })).hiddenBy;
}
