import { SUBJECTS, readSubject, type ReadOn } from '#shared/governance/cases.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

/** The page of a thing from its name alone, with its platform; null when these are not enough. */
export function subjectPath(
  about: string,
  platform: { readonly slug: string } | null,
  language: Language,
): string | null {
  const { kind, id } = readSubject(about);
  const read: ReadOn = SUBJECTS[kind];
  if ('pages' in read) return pathTo(language, read.pages[0], { id });
  if (platform === null || (read.on !== 'platform' && read.on !== 'any')) return null;
  return `${pathTo(language, 'platform', { slug: platform.slug })}#${read.anchor}-${id}`;
}
