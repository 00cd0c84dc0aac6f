/**
 * SQL: whether the picture of a row of `screenshot` is covered at `now`, a parameter: on a member's
 * word for a while, or by a decision for as long as it is there. Whoever shows the same picture
 * shows it no more than the others.
 */
export function isCovered(screenshot: string, now: string): string {
  return `EXISTS (SELECT 1 FROM picture_cover WHERE picture_cover.key = ${screenshot}.key
    AND (picture_cover.covered_until > ${now}::timestamptz OR picture_cover.held))`;
}

/** SQL: whether a decision upheld that the picture of this row shows personal data. */
export function isHeld(screenshot: string): string {
  return `EXISTS (SELECT 1 FROM proof_check ch
    WHERE ch.payout_id = ${screenshot}.payout_id AND ch.image_key = ${screenshot}.key
      AND ch.reason = 'personal-data' AND ch.state = 'upheld')`;
}

/** SQL: the picture of a row of `screenshot` as JSON, null where there is none. */
export function readingPicture(screenshot: string): string {
  return `CASE WHEN ${screenshot}.key IS NULL THEN NULL ELSE json_build_object(
    'url', '/files/' || ${screenshot}.key || '/reading.webp',
    'width', ${screenshot}.width, 'height', ${screenshot}.height) END`;
}
