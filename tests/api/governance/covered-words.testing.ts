import { expect } from 'vitest';
import type { ForumPost } from '#prisma/client.ts';
import type { TestApp } from '#tests/support/app.ts';
import type { TestMember } from '#tests/support/factories.ts';
import { answerProposalAs, makeFlaggedCase, proposeMeasureAs } from './cases.testing.ts';

export const PHONE = '06 11 22 33 44';
export const MARK = '[caché\u00A0: donnée personnelle, R4]';
export const TEXT_WITH_PHONE = `Elle ne paie pas, et le chef est au ${PHONE}. Je vous le dis pour que vous sachiez.`;
export const COVERED_TEXT = TEXT_WITH_PHONE.replace(PHONE, MARK);
export const COVER_FIELDS = {
  kind: 'cover',
  rule: 'R4',
  facts: 'Le texte donne un numéro de téléphone.',
  reason: 'C’est celui d’une personne.',
  words: PHONE,
};

/** The stored post of a name such as `post/3k9…`. */
export function findPost({ database }: TestApp, subject: string): Promise<ForumPost> {
  const id = subject.split('/')[1] ?? '';
  return database.prisma.forumPost.findUniqueOrThrow({ where: { id } });
}

/** A post with a phone number that two people covered. */
export async function makeCoveredPost(
  site: TestApp,
  { moderator, second }: { readonly moderator: TestMember; readonly second: TestMember },
) {
  const made = await makeFlaggedCase(site, { reason: 'personal-data', text: TEXT_WITH_PHONE });
  const proposed = await proposeMeasureAs(site, made.caseId, moderator, COVER_FIELDS);
  expect(proposed.statusCode, proposed.body).toBe(200);
  const agreed = await answerProposalAs(site, made.caseId, second);
  expect(agreed.statusCode, agreed.body).toBe(200);
  return { ...made, decision: (await findPost(site, made.subject)).coveredBy ?? '' };
}
