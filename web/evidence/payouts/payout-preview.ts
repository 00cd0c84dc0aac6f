import { isDay, monthOf } from '#shared/core/days.ts';
import type { Language } from '#shared/core/languages.ts';
import { formatMoney, isCurrency, parseAmount, roundPublished } from '#shared/core/money.ts';
import type { MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { fillPlaceholder } from '#web/evidence/workbook/dom-helpers.ts';
import { formatMonth } from '#web/format.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { formatMonday } from './format-monday.ts';
import { readingOf, toldOutcome } from './meter-text.ts';
import { isTicked, proofReveals, proofShows, type TypedFields } from './typed-proof-fields.ts';

export type PreviewSentences = Omit<Messages['payouts']['preview'], 'title'> & {
  readonly solicited: string;
};
export type PreviewLines = Readonly<
  Record<'platform' | 'outcome' | 'when' | 'proof' | 'hidden', string>
>;

/** Previews what others see of a report, from the fields of its form; each line known or "…". */
export function previewPayout(
  typed: TypedFields,
  picture: boolean,
  words: PreviewSentences,
  { language, meter }: { language: Language; meter: MeterResponse | null },
): PreviewLines {
  const outcome = toldOutcome(typed);
  const chosen = shownByChoice(typed, words, language);
  const shown = picture || proofShows(typed).signed;
  const reveals = proofReveals(typed);
  const told =
    chosen.length > 0 || (picture && (reveals.amount || reveals.month || reveals.method));
  return {
    platform: typed['platform']?.trim() || words.platform,
    outcome: outcome === null ? words.unknown : words.outcomes[outcome],
    when: outcome === null ? words.unknown : whenOf(typed, words, meter, language),
    proof: isTicked(typed, 'solicited')
      ? words.solicited
      : proofOf({ picture, shown }, words, chosen),
    hidden: !shown || !told ? words.hidden : words.open,
  };
}

function whenOf(
  typed: TypedFields,
  words: PreviewSentences,
  meter: MeterResponse | null,
  language: Language,
): string {
  if (toldOutcome(typed) === 'waiting') return words.waits;
  const reading = readingOf(typed, meter);
  if (reading === null) return words.someMonday;
  if (meter?.joins === true) return words.joins;
  return reading.latest === null
    ? words.held
    : fillPlaceholder(words.by, formatMonday(reading.latest, language));
}

/** Returns what the proof shows beside platform and outcome by its author's choice. */
function shownByChoice(typed: TypedFields, words: PreviewSentences, language: Language): string[] {
  const { signed, amount, month } = proofShows(typed);
  const asked = typed['askedOn'] ?? '';
  return [
    signed ? words.pseudonym : null,
    amount ? amountOf(typed, language) : null,
    month && isDay(asked) ? formatMonth(monthOf(asked), language) : null,
  ].filter((part) => part !== null);
}

function proofOf(
  { picture, shown }: { picture: boolean; shown: boolean },
  words: PreviewSentences,
  chosen: readonly string[],
): string {
  if (!shown) return chosen.length === 0 ? words.noProof : words.noProofOpen;
  const parts = picture ? [words.picture, ...chosen] : chosen;
  return fillPlaceholder(words.proof, parts.join(', '));
}

/** "≈ 27 €": the amount received, else the expected one, as a proof shows it. */
function amountOf(typed: TypedFields, language: Language): string | null {
  const { currency = '', expected = '', received = '', outcome } = typed;
  if (!isCurrency(currency)) return null;
  const text = outcome === 'received' && received !== '' ? received : expected;
  const minor = parseAmount(text, currency);
  return minor === null || minor === 0
    ? null
    : `≈ ${formatMoney(roundPublished(minor), currency, language)}`;
}
