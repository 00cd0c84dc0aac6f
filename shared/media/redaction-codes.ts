import { isHarmlessText } from './harmless-words.ts';
import { claimSpan, type ClaimedSpan } from './redaction-spans.ts';

/** Words before a code that is worth money or opens something, in plain text. */
const CUE =
  'codes?|coupon|voucher|gift ?card|redeem|carte(?:s)?[ -]cadeaux?|cheques?[ -]cadeaux?|bon|pin|cle|key|licen[cs]e|codigo|tarjeta(?: de)? regalo|cartao[ -]presente|vale|gutschein(?:code)?|geschenkkarte|codice|buono|carta regalo|код|карт[аы]|الرمز|رمز|كود';
const GROUP = '[A-Z0-9]{3,8}';
/**
 * Matches three or more groups of letters and digits; or two, if they contain both a digit and a
 * letter.
 */
const GROUPED = [
  `(?<![A-Za-z0-9-])${GROUP}(?:-${GROUP}){2,7}(?![A-Za-z0-9-])`,
  `(?<![A-Za-z0-9-])(?=[A-Z-]*\\d)(?=[\\d-]*[A-Z])${GROUP}-${GROUP}(?![A-Za-z0-9-])`,
].map((form) => new RegExp(form, 'g'));
/**
 * Matches groups, or one piece, after a word such as "code", on the same line or at the start of the
 * next one.
 */
const AFTER_CUE = new RegExp(
  `(?<![\\p{L}])(?:${CUE})(?![\\p{L}])[^\\n\\t]{0,24}?[ :\\t\\n]{1,4}(?<value>[A-Za-z0-9]{4,25}(?:[ -][A-Z0-9]{3,8}){0,7})(?![A-Za-z0-9])`,
  'gdiu',
);

/** Claims gift codes, which are money to whoever reads them, with and without digits. */
export function claimCodes(text: string, claims: ClaimedSpan[]): void {
  for (const form of GROUPED) {
    for (const match of text.matchAll(form)) {
      claimSpan(claims, 'code', match.index, match.index + match[0].length);
    }
  }
  for (const match of text.matchAll(AFTER_CUE)) {
    const [start, end] = match.indices?.groups?.['value'] ?? [0, 0];
    const value = text.slice(start, end);
    if (isCode(value)) claimSpan(claims, 'code', start, end);
  }
}

/**
 * Whether a match is a code: at least five letters or digits, either all capitals or with a digit, and
 * not a harmless word.
 */
function isCode(value: string): boolean {
  if (/[a-z]/.test(value) && !/\d/.test(value)) return false;
  return value.replace(/[^A-Za-z0-9]/g, '').length >= 5 && !isHarmlessText(value);
}
