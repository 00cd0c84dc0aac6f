import { parseSubjectName } from '#shared/governance/cases.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import type { ReplyTarget } from '#shared/governance/right-of-reply.ts';

/** The address of what is answered: a page, or a subject on it. */
export function replyTargetAddress(
  language: Language,
  { about, subject }: Pick<ReplyTarget, 'about' | 'subject'>,
): string {
  const page = pathTo(language, about.kind, { slug: about.slug });
  if (subject === null) return page;
  const { kind, id } = parseSubjectName(subject);
  if (kind === 'payout') return pathTo(language, 'proof', { id });
  if (kind === 'task-report') return page;
  return `${page}#${kind === 'incident' ? 'incident' : 'review'}-${id}`;
}
