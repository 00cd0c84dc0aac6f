import { hostOfAddress, foldName } from '#shared/core/text.ts';

/** A trigram needs three letters; shorter terms are matched at the start of a word. */
const TRIGRAM_LENGTH = 3;

export const EXACT_MATCH_SCORE = 4;

/**
 * SQL: platforms that match a term, as a table (platform_id, score): 4 exact, from 2 prefix, from 1
 * substring, below 1 similar. Parameters $1 to $3 are `platformSearchKeys(typed)`; each condition uses the
 * trigram index.
 */
export const MATCHING_PLATFORMS_SQL = `
  SELECT platform_id, max(
    CASE WHEN key = $1 THEN ${EXACT_MATCH_SCORE}
         WHEN starts_with(key, $1) THEN 2 + similarity(key, $1)
         WHEN key LIKE $2 OR key LIKE $3 THEN 1 + similarity(key, $1)
         ELSE greatest(similarity(key, $1), word_similarity($1, key)) END) AS score
    FROM platform_name
   WHERE key LIKE $2 OR key LIKE $3 OR key % $1 OR $1 <% key
   GROUP BY platform_id`;

/** The folded term and its LIKE patterns; null where it has no letter or digit. */
export function platformSearchKeys(typed: string): [string, string, string] | null {
  const key = foldName(hostOfAddress(typed) ?? typed);
  if (key === '') return null;
  // A folded key has no LIKE wildcards: only letters, digits and spaces.
  return key.length < TRIGRAM_LENGTH
    ? [key, `${key}%`, `% ${key}%`]
    : [key, `%${key}%`, `%${key}%`];
}
