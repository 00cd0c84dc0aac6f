import { isHarmlessText } from './harmless-words.ts';
import { normalizeText } from './redaction-spans.ts';

/**
 * Public names of payment services and banks. On a picture they tell how its author was paid, which
 * nothing else that is published of a payout tells, but for the layout of a service's own screen. Lower
 * case without accents. None is a first name, a surname or a town by itself: Orange only as Orange Money.
 */
const SERVICES = [
  'paypal',
  'payoneer',
  'skrill',
  'mangopay',
  'mvola',
  'orange money',
  'airtel money',
  'mtn momo',
  'mtn mobile money',
  'moov money',
  'free money',
  'm-pesa',
  'mpesa',
  'mastercard',
  'apple pay',
  'google pay',
  'amazon pay',
  'cash app',
  'western union',
  'moneygram',
  'worldremit',
  'remitly',
  'taptap send',
  'revolut',
  'bunq',
  'venmo',
  'tipalti',
  'hyperwallet',
  'payeer',
  'perfect money',
  'webmoney',
  'paysafecard',
  'neteller',
  'airtm',
  'binance',
  'coinbase',
  'nubank',
  'mercado pago',
  'bnp paribas',
  'societe generale',
  'credit agricole',
  'credit mutuel',
  'credit lyonnais',
  'la banque postale',
  'banque postale',
  "caisse d'epargne",
  'banque populaire',
  'boursorama',
  'boursobank',
  'fortuneo',
  'attijariwafa bank',
  'ecobank',
  'bank of africa',
  'deutsche bank',
  'commerzbank',
  'sparkasse',
  'postbank',
  'unicredit',
  'intesa sanpaolo',
  'caixabank',
  'bbva',
  'barclays',
  'hsbc',
  'natwest',
  'сбербанк',
  'тинькофф банк',
];
/**
 * Names that are also a surname or an everyday word: they do not count beside a word that is not
 * harmless.
 */
const AMBIGUOUS = ['wise', 'wave', 'stripe', 'visa', 'maestro', 'zelle', 'monzo', 'n26'];

type Range = { start: number; end: number };

/** Letters and digits that OCR confuses. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { i: '[il1|!]', l: '[il1|!]', o: '[o0]' };
const formOf = (names: readonly string[]) =>
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:${names
      .toSorted((a, b) => b.length - a.length)
      .map((name) => name.replace(/[ilo]/g, (letter) => LOOK_ALIKES[letter] ?? letter))
      .join('|')
      .replaceAll(' ', ' ?')})(?![\p{L}\p{N}])`,
    'giu',
  );
const SERVICE = formOf(SERVICES);
const MAYBE_SERVICE = formOf(AMBIGUOUS);
const WORD_BEFORE = /(\p{L}[\p{L}'.]*)[ -]$/u;
const WORD_AFTER = /^[ -](\p{L}[\p{L}'.]*)/u;

/** Where a text of one or more lines names payment services and banks. */
export function findServiceNames(text: string): Range[] {
  const plain = normalizeText(text);
  const rangesOf = (form: RegExp) =>
    [...plain.matchAll(form)].map(({ index, 0: { length } }) => ({
      start: index,
      end: index + length,
    }));
  const isBesideUnknown = ({ start, end }: Range) =>
    [WORD_BEFORE.exec(plain.slice(0, start)), WORD_AFTER.exec(plain.slice(end))].some(
      (match) => match !== null && !isHarmlessText(match[1] ?? ''),
    );
  return [
    ...rangesOf(SERVICE),
    ...rangesOf(MAYBE_SERVICE).filter((range) => !isBesideUnknown(range)),
  ];
}

export function isServiceAt(services: readonly Range[], start: number, end: number): boolean {
  return services.some((range) => range.start <= start && range.end >= end);
}
