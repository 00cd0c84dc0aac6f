import { readAmounts } from '#shared/media/redaction-amounts.ts';
import { plain, withDigits } from '#shared/media/redaction-spans.ts';
import { findSpans } from '#shared/media/redaction.ts';

/** The longest payment message that is kept: three text messages and some. */
export const MAX_MESSAGE_LENGTH = 600;

/** Others see two significant digits of an amount, as of all published ones. */
const SHOWN_DIGITS = 2;
const BLOCK = '█';
/** Four, whatever they cover: their number tells nothing. */
const COVER = BLOCK.repeat(4);

/**
 * A payment message as others see it: what is personal, the cents, the time and the day covered, and
 * of each amount the digits after the second. Doing it twice changes nothing. `keep` names the
 * platform, which stays readable.
 */
export function coverMessage(message: string, keep: readonly string[]): string {
  let text = message.replaceAll('\r\n', '\n').trim();
  // What was read as one thing may read as another once its neighbour is covered.
  for (;;) {
    const covered = coverOnce(text, keep);
    if (covered === text) return text.slice(0, MAX_MESSAGE_LENGTH);
    text = covered;
  }
}

function coverOnce(text: string, keep: readonly string[]): string {
  const characters = text.split('');
  for (const { start, end } of readAmounts(withDigits(plain(text)))) {
    let digits = 0;
    for (let index = start; index < end; index += 1) {
      const character = text.charAt(index);
      if (!/[\dOoIl]/.test(character)) continue;
      digits += character === '0' && digits === 0 ? 0 : 1;
      if (digits > SHOWN_DIGITS) characters[index] = BLOCK;
    }
  }
  for (const { start, end } of findSpans(text, { keep })) {
    characters.fill('', start, end);
    characters[start] = COVER;
  }
  return characters.join('');
}
