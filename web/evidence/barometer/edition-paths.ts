import type { Language } from '#shared/core/languages.ts';
import type { EditionFigureName } from '#shared/evidence/barometer/edition.ts';

/** Formats of a citation, by the ending of their files. */
export const CITATION_FORMATS = ['bib', 'ris'] as const;
export type CitationFormat = (typeof CITATION_FORMATS)[number];

/** A chart of an edition as a picture of its own, with title and source in it. */
export function chartPath(id: string, figure: EditionFigureName, language: Language): string {
  return `/barometer/${language}/${id}/${figure}.svg`;
}

/** How to cite an edition, for reference managers. */
export function citationPath(id: string, format: CitationFormat, language: Language): string {
  return `/barometer/${language}/${id}/citation.${format}`;
}
