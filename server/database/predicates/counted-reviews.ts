import { countsInFiguresSql, isShownSql } from './content-visibility.ts';
import { isSuspectAuthorSql } from './suspect-authors.ts';

/**
 * Voice of a restored author whose review repeats another's: the dump does not tell whose, so that
 * nothing joins unsigned reviews.
 */
export const VOICE_OF_ANOTHER = 'of another';

/**
 * SQL: whether a review of a platform counts in its rating; `review` and `author` are aliases of
 * `review` and `author_weight`. Of accounts that count as one voice one review counts.
 */
export function countsInRatingSql(review: string, author: string): string {
  return `(${mayCountSql(review, author)} AND NOT ${isRepeatSql(review, author)})`;
}

/**
 * SQL: whether another review counts for the voice of this one's author: that of an established
 * account first, else the one with the lower id, which is random. Signed and unsigned reviews are
 * apart, as in `voiceKeySql`.
 */
export function isRepeatSql(review: string, author: string): string {
  const rank = (row: string, by: string): string =>
    `(NOT ${by}.established, ${row}.id COLLATE "C")`;
  return `(NOT ${author}.speaks_alone AND (${author}.voice = '${VOICE_OF_ANOTHER}' OR EXISTS (
    SELECT 1 FROM review same JOIN author_weight alike ON alike.id = same.author_id
     WHERE same.platform_id = ${review}.platform_id AND same.signed = ${review}.signed
       AND alike.voice = ${author}.voice AND ${mayCountSql('same', 'alike')}
       AND ${rank('same', 'alike')} < ${rank(review, author)})))`;
}

function mayCountSql(review: string, author: string): string {
  return `(${isShownSql(review)} AND NOT ${review}.solicited AND ${countsInFiguresSql(review)}
    AND NOT ${isSuspectAuthorSql(`${author}.id`)})`;
}
