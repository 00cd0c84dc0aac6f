import { readAmounts } from '#shared/media/redaction-amounts.ts';
import { normalizeText, replaceLookAlikeWords } from '#shared/media/redaction-spans.ts';
import { findSpansToCover } from '#shared/media/redaction.ts';

/** Longest stored payment message, in UTF-16 units: a bit more than three SMS. */
export const MAX_PAYMENT_MESSAGE_LENGTH = 600;

/** Others see two significant digits of an amount, as of all published ones. */
const SHOWN_DIGITS = 2;
const BLOCK = '█';
/** Always four, so that its length reveals nothing. */
const COVER = BLOCK.repeat(4);

/**
 * Redacts a payment message for publication: personal data, cents, time and day, and the digits of
 * amounts after the second. Idempotent. `keep` lists the platform's names, which stay readable.
 */
export function redactPaymentMessage(message: string, keep: readonly string[]): string {
  let text = message.replaceAll('\r\n', '\n').trim();
  // Redacting one part may change how its neighbour is parsed, so repeat until stable.
  for (;;) {
    const covered = coverOnce(text, keep);
    if (covered === text) return text.slice(0, MAX_PAYMENT_MESSAGE_LENGTH);
    text = covered;
  }
}

function coverOnce(text: string, keep: readonly string[]): string {
  const characters = text.split('');
  for (const { start, end } of readAmounts(replaceLookAlikeWords(normalizeText(text)))) {
    let digits = 0;
    for (let index = start; index < end; index += 1) {
      const character = text.charAt(index);
      if (!/[\dOoIl]/.test(character)) continue;
      digits += character === '0' && digits === 0 ? 0 : 1;
      if (digits > SHOWN_DIGITS) characters[index] = BLOCK;
    }
  }
  for (const { start, end } of findSpansToCover(text, { keep })) {
    characters.fill('', start, end);
    characters[start] = COVER;
  }
  return characters.join('');
}
