import type { Outcome, OwnPayout, PublishedPayout } from '#shared/evidence/payouts.ts';
import { decimalsOf, formatMoney, toMajor, type Currency } from '#shared/core/money.ts';
import { formatShare } from '#web/format.ts';
import type { Language } from '#shared/core/languages.ts';
import type { Messages } from '#web/i18n/messages.ts';

type Words = { readonly t: Messages; readonly language: Language };

/** "Environ 27 € en 3 jours": what a pay-out comes to, in one line. */
export function payoutInWords(payout: PublishedPayout, { t, language }: Words): string {
  const { minor, currency } = payout.received ?? payout.expected;
  const amount = formatMoney(minor, currency, language);
  const words = t.payouts.card;
  const delay = payout.delayDays ?? 0;
  if (payout.dateForgotten) return words.forgotten(amount);
  if (payout.state === 'received') return words.received(amount, delay);
  if (payout.state === 'refused') return words.refused(amount, delay);
  if (payout.state === 'given-up') return words.givenUp(amount, delay);
  return words.waiting(amount, payout.waitedAboutDays ?? 0);
}

/** What a picture of a pay-out shows, for who does not see it. */
export function pictureInWords(payout: PublishedPayout, { t, language }: Words): string {
  const { minor, currency } = payout.received ?? payout.expected;
  const amount = formatMoney(minor, currency, language);
  return t.payouts.card.alt(amount, payout.platform.name, t.platforms.methods[payout.method]);
}

/** "60 % du montant attendu", where less came than was due; else null. */
export function partInWords(payout: PublishedPayout, { t, language }: Words): string | null {
  if (payout.shareReceived === null || payout.shareReceived >= 1) return null;
  return t.payouts.card.partly(formatShare(payout.shareReceived, language));
}

/** Whether others could see it on a picture. */
export function checkInWords(payout: PublishedPayout, { t }: Words): string {
  if (payout.solicited) return t.payouts.card.solicited;
  if (payout.covered) return t.checks.levels.covered;
  if (payout.screenshot === null) return t.payouts.card.declared;
  if (payout.proof === 'confirmed') return t.checks.levels.confirmed;
  return payout.checks.some(isOpenDoubt) ? t.checks.levels.doubted : t.payouts.card.toConfirm;
}

/** A likeness accuses nobody: only what members doubt is said to be in question. */
function isOpenDoubt({ state, origin }: PublishedPayout['checks'][number]): boolean {
  return state === 'open' && origin === 'doubt';
}

/** An amount as its author would type it again: "27,43". */
export function typedAmountOf(minor: number, currency: Currency, language: Language): string {
  const text = toMajor(minor, currency).toFixed(decimalsOf(currency));
  return language === 'fr' ? text.replace('.', ',') : text;
}

/** What fills the form of a pay-out that is changed; `outcome` is what its author came to say. */
export function formOf(
  payout: OwnPayout,
  outcome: Outcome | null,
  language: Language,
): Record<string, string> {
  const { currency, receivedMinor, feeMinor, expectedMinor } = payout;
  const amount = (minor: number): string => typedAmountOf(minor, currency, language);
  const partly = receivedMinor !== null && receivedMinor !== expectedMinor;
  const shown = outcome ?? payout.state;
  return {
    outcome: shown,
    expected: amount(expectedMinor),
    currency,
    method: payout.method,
    askedOn: payout.askedOn,
    ...(partly && shown === 'received' ? { received: amount(receivedMinor) } : {}),
    ...(feeMinor === null ? {} : { fee: amount(feeMinor) }),
    ...(shown === payout.state ? endOf(payout) : {}),
    ...(payout.message === null ? {} : { message: payout.message }),
    ...(payout.dueByItself ? { dueByItself: 'on' } : {}),
    ...(payout.solicited ? { solicited: 'on' } : {}),
    ...(payout.signed ? { signed: 'on' } : {}),
  };
}

/** How it ended, as its author said it. */
function endOf({
  state,
  settledOn,
  dateForgotten,
  afterReply,
  refusal,
}: OwnPayout): Record<string, string> {
  const dated = settledOn !== null && (state === 'received' || state === 'refused');
  return {
    ...(dated ? { [`${state}On`]: settledOn } : {}),
    ...(dateForgotten ? { dateForgotten: 'on' } : {}),
    ...(afterReply ? { afterReply: 'on' } : {}),
    ...(refusal === null ? {} : { refusal }),
  };
}
