import type { Random } from '#demo/random.ts';

/** A member's typing style. */
export type TypingStyle = {
  /** ' for ’ and " for « ». */
  readonly straight: boolean;
  readonly withoutAccents: boolean;
  readonly lowerCase: boolean;
  /** Share of words with a typing error. */
  readonly slips: number;
};

export function drawTypingStyle(random: Random): TypingStyle {
  return {
    straight: random.chance(0.85),
    withoutAccents: random.chance(0.06),
    lowerCase: random.chance(0.1),
    slips: random.pickWeighted([
      [0, 4],
      [0.004, 4],
      [0.02, 3],
      [0.06, 1],
    ] as const),
  };
}

/** A sentence in that typing style. */
export function typeInStyle(hand: TypingStyle, sentence: string, random: Random): string {
  let text = sentence;
  if (hand.straight) text = text.replaceAll('’', "'").replaceAll(/« ?| ?»|[“”]/g, '"');
  if (hand.withoutAccents) text = text.normalize('NFD').replaceAll(/\p{M}/gu, '');
  if (hand.lowerCase) text = text.toLowerCase();
  if (hand.slips === 0) return text;
  return text.replaceAll(/\p{L}{4,}/gu, (word) =>
    random.chance(hand.slips) ? slip(word, random) : word,
  );
}

/** Swaps, doubles or drops a letter, or drops an accent. */
function slip(word: string, random: Random): string {
  const at = random.int(1, word.length - 2);
  const [before, letter, after] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)];
  const kind = random.int(0, 3);
  if (kind === 0) return `${before}${after.slice(0, 1)}${letter}${after.slice(1)}`;
  if (kind === 1) return `${before}${letter}${letter}${after}`;
  if (kind === 2) return `${before}${after}`;
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '');
}
