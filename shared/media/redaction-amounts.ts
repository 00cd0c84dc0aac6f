import { claimSpan, type ClaimedSpan } from './redaction-spans.ts';
import type { Currency } from '#shared/core/money.ts';

/** Currency symbols and abbreviations next to an amount, in plain text, most specific first. */
const MARKS: readonly (readonly [string, Currency])[] = [
  ['F\\s?CFA|CFA|XOF', 'XOF'],
  ['XAF', 'XAF'],
  ['MGA|ariary|Ar', 'MGA'],
  ['EUR(?:OS?)?|€', 'EUR'],
  ['CA\\$|C\\$|CAD', 'CAD'],
  ['AU\\$|A\\$|AUD', 'AUD'],
  ['MX\\$|MXN', 'MXN'],
  ['R\\$|BRL', 'BRL'],
  ['US\\$|USD|\\$', 'USD'],
  ['GBP|£', 'GBP'],
  ['CHF', 'CHF'],
  ['MAD|DHS?', 'MAD'],
  ['DZD|DA', 'DZD'],
  ['TND|DT', 'TND'],
  ['INR|₹|Rs\\.?', 'INR'],
  ['KES|KSh', 'KES'],
  ['NGN|₦', 'NGN'],
  ['PHP|₱', 'PHP'],
  ['GHS|GH₵', 'GHS'],
  ['ARS', 'ARS'],
  ['BDT|৳', 'BDT'],
  ['COP', 'COP'],
  ['EGP', 'EGP'],
  ['GNF|FG', 'GNF'],
  ['IDR|Rp', 'IDR'],
  ['MUR', 'MUR'],
  ['PKR', 'PKR'],
  ['PLN|zl', 'PLN'],
  ['RON', 'RON'],
  ['RWF|FRw', 'RWF'],
  ['TRY|₺', 'TRY'],
  ['UAH|₴', 'UAH'],
  ['VES', 'VES'],
  ['VND|₫', 'VND'],
  ['ZAR', 'ZAR'],
];
const MARK = MARKS.map(([forms]) => forms).join('|');

const WHOLE = String.raw`\d{1,3}(?:[ .,']\d{3})+|\d+`;
const AMOUNT = new RegExp(
  `(?<![\\w])(?<before>(?:${MARK})[ ]{0,2})?(?<![\\d.,]|\\d[ ])(?<whole>${WHOLE})(?<decimals>[ ]?[.,][ ]?\\d{1,2}(?![\\d/]))?(?<after>[ ]{0,2}(?:${MARK})(?![A-Za-z])(?!(?<=[A-Za-z])\\d))?(?<split>(?<=€|\\$)\\d{2}(?!\\d))?`,
  'gd',
);

export type ReadAmount = {
  start: number;
  end: number;
  /** Range of the decimals without their decimal mark; null without decimals. */
  cents: [number, number] | null;
  /** Digits with a point before the decimals. */
  text: string;
  currency: Currency | null;
};

/** Numbers of a plain text with a currency beside them or two decimals. */
export function readAmounts(text: string): ReadAmount[] {
  return [...text.matchAll(AMOUNT)].flatMap((match): ReadAmount[] => {
    const groups = match.groups ?? {};
    const { whole = '', decimals = '', before = '', after = '', split = '' } = groups;
    const wholeEnd = match.indices?.groups?.['whole']?.[1] ?? 0;
    const mark = (after.trim() || before.trim()).replace(/\s/g, ' ');
    const end = match.index + match[0].length;
    const rest = text.slice(end);
    if (/^\s?%/.test(rest)) return [];
    const fraction = split || decimals.replace(/\D/g, '');
    if (mark === '' && fraction.length !== 2) return [];
    // "1.2.3", "12.05-" and the like are no amounts.
    if (mark === '' && /^[.,-]?[\w]/.test(rest)) return [];
    const place = match.indices?.groups?.[split === '' ? 'decimals' : 'split'];
    const range = { start: match.index, end, currency: currencyOf(mark) };
    const digits = whole.replace(/\D/g, '');
    // The dinar has three decimals, which look like thousands.
    if (range.currency === 'TND' && fraction === '' && /[.,]\d{3}$/.test(whole)) {
      const text = `${digits.slice(0, -3)}.${digits.slice(-3)}`;
      return [{ ...range, text, cents: [wholeEnd - 3, wholeEnd] }];
    }
    if (place === undefined || fraction === '') return [{ ...range, text: digits, cents: null }];
    const cents: [number, number] = [place[1] - fraction.length, place[1]];
    return [{ ...range, text: `${digits}.${fraction}`, cents }];
  });
}

function currencyOf(mark: string): Currency | null {
  if (mark === '') return null;
  return MARKS.find(([forms]) => new RegExp(`^(?:${forms})$`).test(mark))?.[1] ?? null;
}

// OCR errors next to a currency; the decimals are still found: €85/.92, 402.7/5 €, T5,77 €.
const MISREAD = new RegExp(
  `(?:(?:${MARK})[^\\s.,]{1,8}[.,]|(?<![^\\s(])[^\\s.,]{1,8}[.,](?=[\\d/]{2,3} ?(?:${MARK})))(?<cents>[\\d/]{2,3})(?![\\d.,])`,
  'gd',
);

/** Claims decimals of amounts to cover, and integer parts to keep readable. */
export function claimAmounts(text: string, claims: ClaimedSpan[]): void {
  for (const { start, end, cents } of readAmounts(text)) {
    if (claims.some((other) => start < other.end && end > other.start)) continue;
    if (cents === null) claimSpan(claims, 'amount', start, end);
    else {
      claimSpan(claims, 'amount', start, cents[0]);
      claimSpan(claims, 'cents', cents[0], cents[1]);
      claimSpan(claims, 'amount', cents[1], end);
    }
  }
  for (const match of text.matchAll(MISREAD)) {
    const place = match.indices?.groups?.['cents'];
    const decimals = match.groups?.['cents'] ?? '';
    if (place === undefined || /^\d{3}$/.test(decimals) || !/\d/.test(decimals)) continue;
    claimSpan(claims, 'cents', place[0], place[1]);
  }
}
