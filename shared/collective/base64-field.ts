import { z } from 'zod/mini';

/**
 * Canonical standard base64 of one of these byte lengths. With stray bits in the last character,
 * one key would have several spellings, and its signatures would cover only one.
 */
export function base64Field(...lengths: readonly number[]): z.ZodMiniString {
  const each = lengths.map((bytes) => {
    const rest = bytes % 3;
    const whole = Math.floor(bytes / 3) * 4;
    const tail =
      rest === 0
        ? ''
        : rest === 1
          ? '[A-Za-z0-9+/][AQgw]=='
          : '[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=';
    return `[A-Za-z0-9+/]{${whole}}${tail}`;
  });
  return z.string().check(z.regex(new RegExp(`^(${each.join('|')})$`)));
}
