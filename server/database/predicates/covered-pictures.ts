/**
 * SQL: whether the picture of a `screenshot` row is covered at `now` (a parameter): on a member's
 * report for a while, or by a decision for good. Applies to every row with the same picture.
 */
export function isPictureCoveredSql(screenshot: string, now: string): string {
  return `EXISTS (SELECT 1 FROM picture_cover WHERE picture_cover.key = ${screenshot}.key
    AND (picture_cover.covered_until > ${now}::timestamptz OR picture_cover.held))`;
}

/** SQL: whether a decision upheld that the row's picture shows personal data. */
export function isCoveringUpheldSql(screenshot: string): string {
  return `EXISTS (SELECT 1 FROM proof_check ch
    WHERE ch.payout_id = ${screenshot}.payout_id AND ch.image_key = ${screenshot}.key
      AND ch.reason = 'personal-data' AND ch.state = 'upheld')`;
}

/** SQL: the picture of a `screenshot` row as JSON, null without one. */
export function pictureJson(screenshot: string): string {
  return `CASE WHEN ${screenshot}.key IS NULL THEN NULL ELSE json_build_object(
    'url', '/files/' || ${screenshot}.key || '/reading.webp',
    'width', ${screenshot}.width, 'height', ${screenshot}.height) END`;
}
