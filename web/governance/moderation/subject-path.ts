import { readSubject } from '#shared/governance/cases.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

/** The page of a thing from its name alone, with its platform; null when these are not enough. */
export function subjectPath(
  about: string,
  platform: { readonly slug: string } | null,
  language: Language,
): string | null {
  const { kind, id } = readSubject(about);
  if (kind === 'post') return pathTo(language, 'forumPost', { id });
  if (kind === 'payout') return pathTo(language, 'proof', { id });
  if (platform === null || (kind !== 'incident' && kind !== 'review' && kind !== 'reply')) {
    return null;
  }
  return `${pathTo(language, 'platform', { slug: platform.slug })}#${kind}-${id}`;
}
