import type { Language } from '#shared/core/languages.ts';
import { isCurrency, parseAmount } from '#shared/core/money.ts';
import {
  anonymityLevel,
  LEAST_CROWD_TOLD,
  proofPrice,
  roundCrowd,
  type AnonymityLevel,
} from '#shared/evidence/publication/crowd-levels.ts';
import type { MeterReading, MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { SLIP_DETAILS, type SlipDetail } from '#shared/evidence/publication/meter.ts';
import { PARTLY_PAID_MIN_SHARE } from '#shared/evidence/standing-constants.ts';
import { fillPlaceholder } from '#web/evidence/workbook/dom-helpers.ts';
import { formatNumber } from '#web/format.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { formatMonday } from './format-monday.ts';
import { isTicked, proofReveals, proofShows, type TypedFields } from './typed-proof-fields.ts';

/** Sentences of the meter, from the fields of the form; shared by the page and its script. */

export type MeterWords = Messages['payouts']['meter'];

export type ToldOutcome = 'paid' | 'not-paid' | 'waiting';

/**
 * The outcome that the typed report has, by the same rule as `payout_outcome` in the database; null
 * while it is unknown.
 */
export function toldOutcome(typed: TypedFields): ToldOutcome | null {
  const { outcome, received = '', expected = '', currency = '' } = typed;
  if (outcome === 'waiting') return 'waiting';
  if (outcome === 'refused' || outcome === 'given-up') return 'not-paid';
  if (outcome !== 'received') return null;
  if (received === '' || !isCurrency(currency)) return 'paid';
  const [got, due] = [parseAmount(received, currency), parseAmount(expected, currency)];
  return got !== null && due !== null && got < PARTLY_PAID_MIN_SHARE * due ? 'not-paid' : 'paid';
}

/** Picks the meter's reading for the typed fields; null while the meter or the outcome is unknown. */
export function readingOf(typed: TypedFields, meter: MeterResponse | null): MeterReading | null {
  const outcome = toldOutcome(typed);
  if (meter === null || outcome === null) return null;
  const readings = isTicked(typed, 'later') ? meter.later : meter.soon;
  return outcome === 'paid' ? readings[detailOf(typed)] : readings.notPaid;
}

function detailOf(typed: TypedFields): SlipDetail {
  return SLIP_DETAILS.find((detail) => detail === typed['detail']) ?? 'delay';
}

/** "If Clickworker looked for who wrote this, it would have to choose between about 420 people. Well hidden." */
export function crowdInWords(
  crowd: number,
  platform: string,
  words: MeterWords,
  language: Language,
): string {
  return `${fillPlaceholder(words.hesitates, platform)} ${peopleInWords(crowd, words, language)}`;
}

/** "about 420 people. Well hidden." */
function peopleInWords(crowd: number, words: MeterWords, language: Language): string {
  const people =
    crowd < LEAST_CROWD_TOLD
      ? words.few
      : fillPlaceholder(words.people, formatNumber(crowd, language));
  return `${people} ${words.levels[anonymityLevel(crowd)]}`;
}

/** Returns the meter's sentences for the typed fields. */
export function meterInWords(
  typed: TypedFields,
  meter: MeterResponse | null,
  words: MeterWords,
  language: Language,
): string[] {
  const outcome = toldOutcome(typed);
  const reading = readingOf(typed, meter);
  if (meter === null || outcome === null || reading === null) return [words.unknown];
  return [
    ...slipInWords(typed, { meter, reading, outcome }, words, language),
    ...proofDisclosureInWords(typed, reading, words, language),
  ];
}

type Known = { meter: MeterResponse; reading: MeterReading; outcome: ToldOutcome };

function slipInWords(
  typed: TypedFields,
  { meter, reading, outcome }: Known,
  words: MeterWords,
  language: Language,
): string[] {
  const { name } = meter.platform;
  if (outcome === 'waiting') return [words.waits];
  if (meter.joins) return [fillPlaceholder(words.joins, name)];
  const { crowd, latest, detailed } = reading;
  if (latest === null) {
    const held = fillPlaceholder(words.held, name);
    return outcome === 'paid' ? [held] : [held, fillPlaceholder(words.heldBad, name)];
  }
  const by = formatMonday(latest, language);
  const lot = detailed ? words.lot[detailOf(typed)] : '';
  return [
    crowdInWords(crowd, name, words, language),
    `${fillPlaceholder(outcome === 'paid' ? words.paid : words.notPaid, by)} ${lot}`.trimEnd(),
  ];
}

/** Returns sentences on what the proof discloses beside the slip. */
export function proofDisclosureInWords(
  typed: TypedFields,
  reading: MeterReading,
  words: MeterWords,
  language: Language,
): string[] {
  const narrowed = narrowedInWords(typed, reading, words, language);
  return [narrowed, proofShows(typed).signed ? words.signed : null].filter((part) => part !== null);
}

function narrowedInWords(
  typed: TypedFields,
  reading: MeterReading,
  words: MeterWords,
  language: Language,
): string | null {
  const reveals = proofReveals(typed);
  if (!reveals.amount && !reveals.month && !reveals.method) return null;
  const crowd = roundCrowd(reading.crowd * proofPrice(reveals));
  return `${words.withProof} ${peopleInWords(crowd, words, language)}`;
}

/**
 * The same sentence for beside the picture that reveals the facts; empty while it reveals none, or the
 * meter is unknown.
 */
export function revealedInWords(
  typed: TypedFields,
  meter: MeterResponse | null,
  words: MeterWords,
  language: Language,
): string {
  const reading = readingOf(typed, meter);
  return (reading && narrowedInWords(typed, reading, words, language)) ?? '';
}

/**
 * Returns how well the author is hidden, given what the proof shows too; null while that is unknown.
 */
export function levelOf(typed: TypedFields, meter: MeterResponse | null): AnonymityLevel | null {
  const reading = readingOf(typed, meter);
  if (meter === null || reading?.shown !== true || meter.joins) return null;
  if (typed['outcome'] === 'waiting') return null;
  if (proofShows(typed).signed) return 'risky';
  return anonymityLevel(roundCrowd(reading.crowd * proofPrice(proofReveals(typed))));
}

/**
 * "It would only have to choose between about 12 people. Risky.": the number for what the proof shows, with
 * these facts in addition.
 */
export function proofCrowdInWords(
  typed: TypedFields,
  shows: { amount: boolean; month: boolean },
  meter: MeterResponse | null,
  words: MeterWords,
  language: Language,
): string {
  const reading = readingOf(typed, meter);
  if (reading === null) return '';
  const crowd = roundCrowd(reading.crowd * proofPrice(shows));
  return `${words.onlyBetween} ${peopleInWords(crowd, words, language)}`;
}
