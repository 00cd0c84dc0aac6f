import { isHarmlessText } from './harmless-words.ts';
import { claimSpan, type ClaimedSpan } from './redaction-spans.ts';

/** Postal codes beside a town, by the shape of ten countries' and more. */
const POSTCODES = [
  // 59000 Lille, 10969 Berlin, 190000 Санкт-Петербург, 1016 GV Amsterdam, 1200-094 Lisboa
  /^(?:[A-Z]{1,2}-)?(?:\d{5,6}|\d{4}(?: ?[A-Z]{2}\b|-\d{3})|\d{3} \d{2,3}),? (?=[\p{Lu}\p{Lo}])\D+$/u,
  // Pune 411001, Antananarivo 101, الرباط 10000
  /^[\p{Lu}\p{Lo}][\p{L}.' -]+,? (?:\d{5,6}|\d{3} \d{3}|10\d)$/u,
  // Boise, ID 83702; Milwaukee, WI 53202-2417
  /[\p{Lu}][\p{L}.' -]+,? [A-Z]{2} \d{5}(?:-\d{4})?$/u,
  // Bristol BS6 6LY; Ottawa K1A 0B1
  /(?<![A-Z0-9])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![A-Za-z0-9])/,
  /(?<![A-Z0-9])[A-Z]\d[A-Z] ?\d[A-Z]\d(?![A-Za-z0-9])/,
  // 22240-003 in Brazil, alone on its line
  /^(?:CEP:? ?)?\d{5}-\d{3}$/,
];
/** Words and endings of streets and homes, in plain text. */
const STREETS =
  /(?<!\p{L})(?:rue|avenue|av|avda|ave|boulevard|bd|blvd|impasse|allees?|chemin|quai|place|residence|bat|appt?|apt|lot(?:issement)?|logement|cite|quartier|street|st|road|rd|lane|ln|drive|close|court|flat|floor|plot|sector|suite|calle|c\/|plaza|paseo|piso|rua|r\.|travessa|largo|praca|via|viale|corso|piazza|vicolo|am|an der|ул|улица|пр-т|проспект|пер|д|кв|г|شارع|زنقة|حي|رقم)\.?(?!\p{L})|(?:strasse|stra[sß]e|str\.|platz|weg|gasse|allee|gracht|straat|laan|plein)(?!\p{L})/iu;
/** Maximum number of lines of an address above its postal code. */
const MAX_LINES_ABOVE = 2;
const MAX_LINE_LETTERS = 60;

type Line = { start: number; text: string };

/** Claims addresses: a street with its number, a postal code with its town and the lines above. */
export function claimAddresses(text: string, claims: ClaimedSpan[]): void {
  const lines = linesOf(text);
  const isTown = lines.map((line) => hasPostcode(line.text));
  for (const [index, line] of lines.entries()) {
    const above = isTown.slice(index + 1, index + 1 + MAX_LINES_ABOVE).indexOf(true);
    const leadsToTown =
      above !== -1 &&
      lines.slice(index, index + above + 1).every(({ text }) => isAddressPart(text));
    if (isTown[index] === true || isStreet(line.text) || leadsToTown) {
      claimFree(claims, line);
    }
  }
}

/** The fields of a text: lines, and columns of them. */
function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\t\n]+/g)].map((match) => ({
    start: match.index,
    text: match[0].trimEnd(),
  }));
}

function hasPostcode(text: string): boolean {
  if (text.length > MAX_LINE_LETTERS) return false;
  const known = text.split(/\P{L}+/u).filter((word) => word.length > 2);
  return POSTCODES.some((form) => form.test(text)) && !known.every((word) => isHarmlessText(word));
}

function isStreet(text: string): boolean {
  return (
    text.length <= MAX_LINE_LETTERS &&
    STREETS.test(text) &&
    /(?<!\d)\d{1,4}(?!\d)/.test(text) &&
    !/20\d\d|[€$£:]|\d[.,]\d\d(?!\d)/.test(text) &&
    !isHarmlessText(text.replace(/\d+/g, ' '))
  );
}

/** A line above the town: a street, a floor, a house; no label with its value. */
function isAddressPart(text: string): boolean {
  return (
    text.length <= MAX_LINE_LETTERS &&
    !/[:€$£]/.test(text) &&
    /\d|^\p{Lu}/u.test(text) &&
    !isHarmlessText(text)
  );
}

/** Claims what other rules left of a line: all of it, or the parts before and after their spans. */
function claimFree(claims: ClaimedSpan[], { start, text }: Line): void {
  const end = start + text.length;
  let from = start;
  const taken = claims
    .filter((span) => span.start < end && span.end > start)
    .toSorted((a, b) => a.start - b.start);
  for (const span of taken) {
    claimSpan(claims, 'address', from, Math.max(from, span.start));
    from = span.end;
  }
  claimSpan(claims, 'address', from, end);
}
