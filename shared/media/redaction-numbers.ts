import { electronicFormatIBAN, getCountrySpecifications, isValidIBAN } from 'ibantools';
import { lookAlikesToDigits, claimSpan, type ClaimedSpan } from './redaction-spans.ts';

const COUNTRIES = getCountrySpecifications();
const MAX_IBAN = 34;
const MIN_IBAN = 15;
/**
 * The first two characters of a possible IBAN; also right after the word "IBAN", since OCR often
 * joins the two.
 */
const START_OF_IBAN = /(?<![A-Za-z0-9])[A-Za-z0-9]{2}|(?<=(?<![A-Za-z0-9])IBAN)[A-Za-z0-9]{2}/g;

/**
 * Claims IBANs, with look-alike characters too. With a wrong checksum, those of their country's
 * length still count, since OCR misreads digits more often than people do. Others are identifiers.
 */
export function claimIbans(text: string, claims: ClaimedSpan[]): void {
  for (const match of text.matchAll(START_OF_IBAN)) {
    const found = ibanAt(text, match.index);
    if (found !== null) claimSpan(claims, found.kind, match.index, found.end);
  }
}

function ibanAt(text: string, start: number): { kind: 'iban' | 'identifier'; end: number } | null {
  const { characters, ends } = lettersFrom(text, start);
  const country = characters.slice(0, 2).toUpperCase().replace(/0/g, 'O').replace(/1/g, 'I');
  const length = Object.hasOwn(COUNTRIES, country) ? (COUNTRIES[country]?.chars ?? null) : null;
  if (length === null) return null;
  const body = characters.slice(2, length);
  const end = ends[length - 1];
  if (end !== undefined && !/[A-Za-z0-9]/.test(text.charAt(end))) {
    const readings = [
      body,
      lookAlikesToDigits(body.slice(0, 2)) + body.slice(2),
      lookAlikesToDigits(body),
    ];
    for (const reading of readings) {
      const iban = electronicFormatIBAN(country + reading.toUpperCase());
      if (iban !== null && isValidIBAN(iban)) return { kind: 'iban', end };
    }
  }
  return shapedAlike(text, start, ends, characters, length);
}

/** Letters and digits from `start`, across single separators, with their end offsets. */
function lettersFrom(text: string, start: number): { characters: string; ends: number[] } {
  let characters = '';
  const ends: number[] = [];
  for (let index = start; index < text.length && characters.length < MAX_IBAN; index += 1) {
    const character = text.charAt(index);
    if (/[A-Za-z0-9|!]/.test(character)) {
      characters += character;
      ends.push(index + 1);
    } else if (!/[ .\n-]/.test(character) || /[^A-Za-z0-9|!]/.test(text.charAt(index - 1))) break;
  }
  return { characters, ends };
}

/**
 * Whether a text has the shape of an IBAN: country code, two digits, and groups that are mostly
 * digits.
 */
function shapedAlike(
  text: string,
  start: number,
  ends: readonly number[],
  characters: string,
  wanted: number,
): { kind: 'iban' | 'identifier'; end: number } | null {
  if (!/^[A-Z]{2}\d{2}$/.test(characters.slice(0, 2) + lookAlikesToDigits(characters.slice(2, 4))))
    return null;
  let end = start;
  let length = 0;
  for (const group of text.slice(start, ends.at(-1)).matchAll(/[A-Za-z0-9|!]+/g)) {
    const digits = lookAlikesToDigits(group[0]).replace(/\D/g, '').length;
    if (digits * 2 < group[0].length) break;
    length += group[0].length;
    end = start + group.index + group[0].length;
  }
  if (length < MIN_IBAN) return null;
  return { kind: length === wanted ? 'iban' : 'identifier', end };
}

/** Claims card numbers of 13 to 19 digits with a valid check digit, and partly masked ones. */
export function claimCards(text: string, claims: ClaimedSpan[]): void {
  for (const match of text.matchAll(/(?<![\w+])\d(?:[ .\n-]?\d){12,18}(?!\d)/g)) {
    const digits = match[0].replace(/\D/g, '');
    if (/^[3-6]/.test(digits) && passesLuhn(digits)) {
      claimSpan(claims, 'card', match.index, match.index + match[0].length);
    }
  }
  for (const form of MASKED) {
    for (const match of text.matchAll(form)) {
      claimSpan(claims, 'card', match.index, match.index + match[0].length);
    }
  }
}

const MASKED = [
  // **** **** **** 1234, 4970 XXXX XXXX 1234
  /(?:(?<!\w)\d{4}[ -]?)?(?<![*•·●∙.xX#+])(?:[*•·●∙.xX#+]{2,8}[ -]?){1,4}\d{2,4}(?!\w)/g,
  // Masked card numbers with dots misread as round letters.
  /(?<![\w*•·●∙.…«»"'+-])(?:[*•·●∙.…«»"'+xoOcCeEsSaAvuQ0-]{2,8}[ \t]?){2,4}[^\s]?[\dGZB/\])|]{3,6}(?!\w)/g,
  /(?<![\w*•·●∙.…])(?:[*•·●∙.…oOce0]{1,8}[ \t]?){1,4}(?<=[.oc\s][ \t]?)\d{4}(?![^\n\t])/g,
  // Matches four digits at the end of a line, after a word for a card on the same or the previous line.
  /(?<=\b(?:carte|card|visa|mastercard|cb|amex)\b[^\n]{0,24}[\n\t :][^\n]{0,24}?)(?<!\d)\d{4}(?![^\n\t])/gi,
  /(?<=\b(?:ending(?: in| with)?|ends (?:in|with)|se terminant par|finissant par|termine par)\s{1,2})\d{2,4}(?!\w)/gi,
];

export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - index)) * (index % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

const BREAK = String.raw`[ .\n\/-]{0,2}`;
const PHONES = [
  // +261 34 12 345 67, 00 33 6 12 34 56 78, (+221) 77 123 45 67
  new RegExp(
    `(?<!\\w)\\(?(?:\\+|00)\\s?[1-9]\\d{0,2}\\)?(?:${BREAK}\\(?\\d\\)?){7,12}(?!\\d)`,
    'g',
  ),
  // International numbers whose plus OCR lost.
  new RegExp(`(?<![\\w.,-])(?:33|32|41|49|44|2[1-6]\\d)(?:[ .-]?\\d){8,10}(?!\\d)`, 'g'),
  // 06 12 34 56 78: France, Morocco, Algeria, Ivory Coast, Benin; 034 12 345 67: Madagascar.
  /(?<![\w.,])0[1-9](?:[ .\n-]{0,2}\d{2}){4}(?!\d)/g,
  /(?<![\w.,])0[1-9]\d[ .\n-]{0,2}\d{2}[ .\n-]{0,2}\d{3}[ .\n-]{0,2}\d{2}(?!\d)/g,
  // 77 123 45 67: Senegal; 699 12 34 56: Cameroon; 70 12 34 56: Mali, Burkina Faso, Togo, Niger.
  /(?<![\w.,])7[05-8][ .\n-]?\d{3}[ .\n-]?\d{2}[ .\n-]?\d{2}(?!\d)/g,
  /(?<![\w.,])6\d{2}[ .\n-]?\d{2}[ .\n-]?\d{2}[ .\n-]?\d{2}(?!\d)/g,
  /(?<![\w.,])[2-9]\d(?:[ .-]\d{2}){3}(?!\d)/g,
  // Matches a number after a word for a phone.
  /(?<=\b(?:tel|telephone|phone|mobile|numero|portable|whatsapp|msisdn)\b[ .:\t\n]{1,4})\+?\d(?:[ .\n/-]?\d){6,13}(?!\d)/gi,
];

/**
 * Claims phone numbers of France, Madagascar, the Maghreb and West Africa, and international ones.
 */
export function claimPhones(text: string, claims: ClaimedSpan[]): void {
  for (const form of PHONES) {
    for (const match of text.matchAll(form)) {
      // A number may be split over two lines; three lines are a table column.
      if (/\n[^]*\n/.test(match[0])) continue;
      claimSpan(claims, 'phone', match.index, match.index + match[0].length);
    }
  }
}

const NUMBER = 'n[°o]|numero|number|num|id|identifiant|identifier|code|#';
const REFERENCE = `references?|ref|trx|txn?|bic|swift|iban|rib|cin|passport|${NUMBER}`;
// Words that introduce an identifier only with "n°", "ID" or a colon after them.
const TOPIC =
  'transactions?|trans|order|commande|ticket|invoice|facture|dossier|wallet|portefeuille|mandat|batch|lot|compte|account|virement|transfer|payout|recu|receipt|client|paiement|payment';
const SMALL = 'du|de|la|le|of|the|votre|your';
const VALUE =
  '(?<value>[A-Za-z0-9|!][A-Za-z0-9|!.\\/\\]_-]*(?: (?=[A-Za-z0-9]*\\d)[A-Z0-9|!]{2,}(?![a-z]))*)';
const LABELLED = [
  `(?<![a-z])(?:${REFERENCE})(?![a-z])(?:[ ._-]*(?:${REFERENCE}|${TOPIC}|${SMALL})(?![a-z]))*[ .:#=°\\t\\n-]{1,4}${VALUE}`,
  `(?<![a-z])(?:${TOPIC})(?![a-z])(?:[ ._-]*(?:${TOPIC}|${SMALL})(?![a-z]))*(?:[ ]{0,2}[:#=]\\s{0,2}|[ ]*[\\t\\n])${VALUE}`,
].map((form) => new RegExp(form, 'gdi'));
const BANK =
  /(?<=\b(?:BIC|SWIFT|[Bb]ic|[Ss]wift)\b[ :./A-Za-z]{0,12}[ :\t\n])[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])/g;
const TOKEN = /(?<![A-Za-z0-9@])[A-Za-z0-9](?:[A-Za-z0-9|!]|[._/:\])-](?=[A-Za-z0-9])|-\n(?=\d))*/g;
const DIGIT_RUN = /(?<![\w.,])\d(?:[ ./-]?\d){8,}(?!\d)/g;

/**
 * Claims long identifiers: labelled ones, words of 8 or more characters with digits, runs of
 * digits.
 */
export function claimIdentifiers(text: string, claims: ClaimedSpan[]): void {
  for (const match of LABELLED.flatMap((form) => [...text.matchAll(form)])) {
    const value = (match.groups?.['value'] ?? '').replace(/[./_-]+$/, '');
    const place = match.indices?.groups?.['value'];
    if (place === undefined || !isIdentifier(value, 4, 1) || /^20\d\d$/.test(value)) continue;
    claimSpan(claims, 'identifier', place[0], place[0] + value.length);
  }
  for (const match of text.matchAll(BANK)) {
    claimSpan(claims, 'identifier', match.index, match.index + match[0].length);
  }
  for (const match of text.matchAll(TOKEN)) {
    if (isIdentifier(match[0], 8, 2)) {
      claimSpan(claims, 'identifier', match.index, match.index + match[0].length);
    }
  }
  for (const match of text.matchAll(DIGIT_RUN)) {
    if (/^\d{1,3}( \d{3})+$/.test(match[0])) continue;
    claimSpan(claims, 'identifier', match.index, match.index + match[0].length);
  }
}

function isIdentifier(token: string, length: number, digits: number): boolean {
  return (
    token.replace(/[^A-Za-z0-9]/g, '').length >= length && token.replace(/\D/g, '').length >= digits
  );
}
