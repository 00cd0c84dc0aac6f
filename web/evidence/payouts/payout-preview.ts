import { isDay, monthOf, type Day } from '#shared/core/days.ts';
import type { Language } from '#shared/core/languages.ts';
import { formatMoney, isCurrency, parseAmount, roundPublished } from '#shared/core/money.ts';
import type { PayoutOutcome } from '#shared/evidence/payouts.ts';
import { publishedDelay, approximateWaitDays } from '#shared/evidence/published-payout.ts';
import { fillPlaceholder } from '#web/evidence/workbook/dom-helpers.ts';
import { formatMonth } from '#web/format.ts';
import type { Messages } from '#web/i18n/messages.ts';

export type PreviewSentences = Pick<
  Messages['payouts']['preview'],
  'received' | 'refused' | 'waiting' | 'givenUp' | 'forgotten' | 'unknown' | 'platform'
> & {
  readonly hidden: string;
  readonly signed: string;
  readonly methods: Readonly<Record<string, string>>;
  readonly levels: Readonly<Record<'declared' | 'toConfirm' | 'solicited', string>>;
};
export type PreviewLines = Readonly<
  Record<'platform' | 'amount' | 'when' | 'facts' | 'level' | 'hidden', string>
>;
type Typed = Readonly<Record<string, string>>;

/**
 * Previews the published form of a payout from its fields, each line known or "…". `now` is the day
 * in UTC.
 */
export function previewPayout(
  typed: Typed,
  picture: boolean,
  words: PreviewSentences,
  { language, now }: { language: Language; now: Day },
): PreviewLines {
  const month = isDay(typed['askedOn'] ?? '') ? monthOf(typed['askedOn'] ?? '') : null;
  const facts = [
    words.methods[typed['method'] ?? ''],
    month === null ? undefined : formatMonth(month, language),
  ].filter((part) => part !== undefined);
  const level = isTicked(typed, 'solicited') ? 'solicited' : picture ? 'toConfirm' : 'declared';
  return {
    platform: typed['platform']?.trim() || words.platform,
    amount: amountOf(typed, language) ?? words.unknown,
    when: whenOf(typed, words, now) ?? words.unknown,
    facts: facts.join(', ') || words.unknown,
    level: words.levels[level],
    hidden: isTicked(typed, 'signed') ? words.signed : words.hidden,
  };
}

function isTicked(typed: Typed, name: string): boolean {
  return typed[name] === 'on' || typed[name] === 'true';
}

/** "≈ 27 €": the amount received, else the expected one, as it is published. */
function amountOf(typed: Typed, language: Language): string | null {
  const { currency = '', expected = '', received = '', outcome } = typed;
  if (!isCurrency(currency)) return null;
  const text = outcome === 'received' && received !== '' ? received : expected;
  const minor = parseAmount(text, currency);
  return minor === null || minor === 0
    ? null
    : `≈ ${formatMoney(roundPublished(minor), currency, language)}`;
}

function whenOf(typed: Typed, words: PreviewSentences, now: Day): string | null {
  const { outcome = '', askedOn = '' } = typed;
  const { received, refused, waiting, givenUp } = words;
  const sentences = { received, refused, waiting, 'given-up': givenUp };
  if (!isOutcome(outcome, sentences)) return null;
  if (outcome === 'received' && isTicked(typed, 'dateForgotten')) return words.forgotten;
  const days = isDay(askedOn) ? daysOf(outcome, typed, askedOn, now) : null;
  if (days === null || days < 0) return null;
  const [none = '', one = '', many = ''] = sentences[outcome];
  if (days === 0) return none;
  return days === 1 ? one : fillPlaceholder(many, String(days));
}

function isOutcome(
  text: string,
  sentences: Readonly<Record<PayoutOutcome, readonly string[]>>,
): text is PayoutOutcome {
  return Object.hasOwn(sentences, text);
}

function daysOf(outcome: PayoutOutcome, typed: Typed, askedOn: Day, now: Day): number | null {
  if (outcome === 'waiting') return approximateWaitDays(monthOf(askedOn), now);
  if (outcome === 'given-up') return publishedDelay(outcome, askedOn, now);
  const settledOn = typed[`${outcome}On`] ?? '';
  return isDay(settledOn) ? publishedDelay(outcome, askedOn, settledOn) : null;
}
