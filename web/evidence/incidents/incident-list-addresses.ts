import type { Language } from '#shared/core/languages.ts';
import { incidentCursor } from '#shared/evidence/incidents.ts';
import { pathTo } from '#shared/core/paths.ts';

const BEFORE = 'incidents-before';

/** The API address of the incidents on a platform page; invalid cursors are dropped. */
export function incidentsApiAddress(slug: string, query: Readonly<Record<string, string>>): string {
  const before = incidentCursor.safeParse(query[BEFORE]);
  const search = new URLSearchParams({ platform: slug });
  if (before.success) search.set('before', before.data);
  return `/api/incidents?${search}`;
}

/** The platform page with its incidents from cursor `before` on. */
export function incidentsPageAddress(language: Language, slug: string, before?: string): string {
  return `${pathTo(language, 'platform', { slug }, { [BEFORE]: before })}#incidents`;
}

/** Whether the page shows incidents from a cursor on. */
export function isIncidentsPageAfterFirst(query: Readonly<Record<string, string>>): boolean {
  return incidentCursor.safeParse(query[BEFORE]).success;
}
