import { findSpansToCover } from '#shared/media/redaction-rules.ts';

/** A sign that a client's name, or a guess about it, refers to a person. */
export type PersonSign = 'email' | 'phone' | 'honorific';

/** "Mme Durand", "Dr. Who": a title, then a name. "MS Research" is none. */
const HONORIFIC =
  /(?<![\p{L}\p{N}])(?:M\.|Mr\.?|Mrs\.?|Ms\.?|Mme\.?|Mlle\.?|Dr\.?|Prof\.|Me\.?|Sr\.|Sra\.?|Monsieur|Madame|Mademoiselle|Mister|Miss|Maître|Herr|Frau|Señora?)\s+\p{Lu}/u;

/** The first sign of a person in a text; null without one. Persons are never named. */
export function findPersonSign(text: string): PersonSign | null {
  const kinds = new Set(findSpansToCover(text).map(({ kind }) => kind));
  if (kinds.has('email') || /\S@\S/.test(text)) return 'email';
  if (kinds.has('phone')) return 'phone';
  return HONORIFIC.test(text) ? 'honorific' : null;
}
