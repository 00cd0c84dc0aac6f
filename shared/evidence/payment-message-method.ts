import type { PaymentMethod } from '#shared/directory/payment-methods.ts';
import { normalizeText } from '#shared/media/redaction-spans.ts';

const NAMES: readonly (readonly [PaymentMethod, RegExp])[] = [
  ['mvola', /\bm-?vola\b/i],
  ['orange-money', /\borange ?money\b/i],
  ['airtel-money', /\bairtel ?money\b/i],
  ['mtn-momo', /\b(?:mtn|momo)\b/i],
  ['moov-money', /\bmoov\b/i],
  ['wave', /\bwave\b/i],
];

/** The mobile-money service that a payment message names first; null without one. */
export function readPaymentMethod(message: string): PaymentMethod | null {
  const text = normalizeText(message);
  const found = NAMES.flatMap(([method, name]) => {
    const at = text.search(name);
    return at < 0 ? [] : [{ method, at }];
  });
  return found.toSorted((a, b) => a.at - b.at)[0]?.method ?? null;
}
