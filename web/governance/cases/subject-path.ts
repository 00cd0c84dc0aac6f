import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { SUBJECTS, type ReadOn } from '#shared/core/subject-kinds.ts';
import { parseCaseSubject } from '#shared/governance/cases.ts';

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
  if (platform === null || read.on === 'client' || read.on === 'task' || read.on === 'boycott') {
    return null;
  }
  const page = read.on === 'any' ? 'platformAbout' : read.on;
  return `${pathTo(language, page, { slug: platform.slug })}#${read.anchor}-${id}`;
}
