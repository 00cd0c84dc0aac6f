import type { Language } from '#shared/core/languages.ts';
import { incidentCursor } from '#shared/evidence/incidents.ts';
import { pathTo } from '#shared/core/paths.ts';

const BEFORE = 'incidents-before';

/** On the first page, below the facts of a platform; a page of their own has as many as it can. */
const SHOWN_AT_FIRST = 2;

/** The API address of the incidents on a platform's tab; invalid cursors are dropped. */
export function incidentsApiAddress(slug: string, query: Readonly<Record<string, string>>): string {
  const before = incidentCursor.safeParse(query[BEFORE]);
  const search = new URLSearchParams({ platform: slug });
  if (before.success) search.set('before', before.data);
  else search.set('limit', String(SHOWN_AT_FIRST));
  return `/api/incidents?${search}`;
}

/** The tab of a platform with its incidents from cursor `before` on. */
export function incidentsPageAddress(language: Language, slug: string, before?: string): string {
  return `${pathTo(language, 'platformAbout', { slug }, { [BEFORE]: before })}#incidents`;
}

/** Whether the page shows incidents from a cursor on. */
export function isIncidentsPageAfterFirst(query: Readonly<Record<string, string>>): boolean {
  return incidentCursor.safeParse(query[BEFORE]).success;
}
