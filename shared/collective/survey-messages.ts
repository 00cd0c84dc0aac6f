/** What browsers have signed for the survey, without schemas, to keep the script small. */

/** Size of the random number that an answer is known by. */
export const SURVEY_KEY_BYTES = 32;

/** The bytes that are hashed and blindly signed; they bind a token to the survey of its year. */
export function encodeSurveyMessage(year: number, key: string): Uint8Array<ArrayBuffer> {
  const lines = ['contrenote survey v1', String(year), key, ''];
  return new TextEncoder().encode(lines.join('\n'));
}
