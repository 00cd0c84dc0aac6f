import { domainOf, foldName } from '#shared/core/text.ts';

/** Fewer letters than three make no trigram: they are looked up where a word begins. */
const TRIGRAM_LENGTH = 3;

/** The score of the very name. */
export const EXACT = 4;

/**
 * Platforms by what was typed, as a table (platform_id, score): 4 the very name, from 2 its
 * beginning, from 1 a part of it, under 1 a slip of it. Takes `searchKeys(typed)` as $1, $2 and $3;
 * the trigram index answers each condition.
 */
export const PLATFORMS_HIT = `
  SELECT platform_id, max(
    CASE WHEN key = $1 THEN ${EXACT}
         WHEN starts_with(key, $1) THEN 2 + similarity(key, $1)
         WHEN key LIKE $2 OR key LIKE $3 THEN 1 + similarity(key, $1)
         ELSE greatest(similarity(key, $1), word_similarity($1, key)) END) AS score
    FROM platform_name
   WHERE key LIKE $2 OR key LIKE $3 OR key % $1 OR $1 <% key
   GROUP BY platform_id`;

/** The key of what was typed and the patterns around it; null where no letter was typed. */
export function searchKeys(typed: string): [string, string, string] | null {
  const key = foldName(domainOf(typed) ?? typed);
  if (key === '') return null;
  // A folded key has no sign of LIKE in it: letters, digits and spaces only.
  return key.length < TRIGRAM_LENGTH
    ? [key, `${key}%`, `% ${key}%`]
    : [key, `%${key}%`, `%${key}%`];
}
