import type { Language } from '#shared/core/languages.ts';
import { pathTo, type PageName } from '#shared/core/paths.ts';
import { SUBJECTS, type ReadOn } from '#shared/core/subject-kinds.ts';
import { parseCaseSubject } from '#shared/governance/cases.ts';

/** Pages whose only parameter is the platform. */
const OF_PLATFORM: readonly PageName[] = ['platformReviews', 'platformAbout', 'platformRevisions'];

/**
 * Address of a subject by its name and the platform that it is on; null when these do not suffice.
 */
export function subjectPath(
  about: string,
  platform: { readonly slug: string } | null,
  language: Language,
): string | null {
  const { kind, id } = parseCaseSubject(about);
  if (kind === 'pause') return null;
  const read: ReadOn = SUBJECTS[kind];
  if ('pages' in read) return pathTo(language, read.pages[0], { id });
  const page = read.on === 'any' ? 'platformAbout' : read.on;
  if (platform === null || !OF_PLATFORM.includes(page)) return null;
  return `${pathTo(language, page, { slug: platform.slug })}#${read.anchor}-${id}`;
}
