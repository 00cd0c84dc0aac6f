import type { PayoutOutcome, OwnPayout, PublishedPayout } from '#shared/evidence/payouts.ts';
import { decimalsOf, formatMoney, toMajorUnits, type Currency } from '#shared/core/money.ts';
import { formatShare } from '#web/format.ts';
import type { Language } from '#shared/core/languages.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { startsWithVowel } from '#web/i18n/elision.ts';

type Words = { readonly t: Messages; readonly language: Language };

/** "Environ 27 € en 3 jours": a payout in one line. */
export function payoutInWords(payout: PublishedPayout, { t, language }: Words): string {
  const { minor, currency } = payout.received ?? payout.expected;
  const amount = formatMoney(minor, currency, language);
  const words = t.payouts.card;
  const delay = payout.delayDays ?? 0;
  if (payout.dateForgotten) return words.forgotten({ amount });
  if (payout.state === 'received') return words.received({ amount, delay });
  if (payout.state === 'refused') return words.refused({ amount, delay });
  if (payout.state === 'given-up') return words.givenUp({ amount, delay });
  return words.waiting({ amount, waited: payout.waitedAboutDays ?? 0 });
}

/** Alternative text of a payout's picture. */
export function pictureInWords(payout: PublishedPayout, { t, language }: Words): string {
  const { minor, currency } = payout.received ?? payout.expected;
  const amount = formatMoney(minor, currency, language);
  return t.payouts.card.alt({
    amount,
    platform: payout.platform.name,
    method: t.platforms.methods[payout.method],
    elided: startsWithVowel(payout.platform.name),
  });
}

/** "60 % du montant attendu" for a partial payment; else null. */
export function partialPayoutInWords(
  payout: PublishedPayout,
  { t, language }: Words,
): string | null {
  if (payout.shareReceived === null || payout.shareReceived >= 1) return null;
  return t.payouts.card.partly({ share: formatShare(payout.shareReceived, language) });
}

/** How others can verify a payout: by its picture, or not. */
export function verificationInWords(payout: PublishedPayout, { t }: Words): string {
  if (payout.solicited) return t.payouts.card.solicited;
  if (payout.covered) return t.checks.levels.covered;
  if (payout.screenshot === null) return t.payouts.card.declared;
  if (payout.proof === 'confirmed') return t.checks.levels.confirmed;
  return payout.checks.some(isOpenDoubt) ? t.checks.levels.doubted : t.payouts.card.toConfirm;
}

/** Whether a check is an open doubt by members; a similarity alone accuses nobody. */
function isOpenDoubt({ state, origin }: PublishedPayout['checks'][number]): boolean {
  return state === 'open' && origin === 'doubt';
}

/** An amount as typed: "27,43". */
export function formatAmountAsTyped(minor: number, currency: Currency, language: Language): string {
  const text = toMajorUnits(minor, currency).toFixed(decimalsOf(currency));
  return language === 'fr' ? text.replace('.', ',') : text;
}

/** Initial values of a correction form; `outcome` is the one that the author came to report. */
export function payoutFormValues(
  payout: OwnPayout,
  outcome: PayoutOutcome | null,
  language: Language,
): Record<string, string> {
  const { currency, receivedMinor, feeMinor, expectedMinor } = payout;
  const amount = (minor: number): string => formatAmountAsTyped(minor, currency, language);
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
    ...(payout.dueByItself ? { dueByItself: 'on' } : {}),
    ...(payout.solicited ? { solicited: 'on' } : {}),
    ...(payout.signed ? { signed: 'on' } : {}),
  };
}

/** The outcome stated by its author. */
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
