import { PARTLY_PAID_MIN_SHARE } from '#shared/evidence/standing-constants.ts';
import type { PayoutOutcome, OwnPayout } from '#shared/evidence/payouts.ts';
import { decimalsOf, toMajorUnits, type Currency } from '#shared/core/money.ts';
import type { Language } from '#shared/core/languages.ts';

/** Whether the report of a payout tells that it was paid, as `payout_outcome` in the database. */
export function tellsPaid({ state, receivedMinor, expectedMinor }: OwnPayout): boolean {
  return state === 'received' && (receivedMinor ?? 0) >= PARTLY_PAID_MIN_SHARE * expectedMinor;
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
    openness: payout.signed || payout.showsAmount || payout.showsMonth ? 'open' : 'discreet',
    ...(payout.showsAmount ? { showsAmount: 'on' } : {}),
    ...(payout.showsMonth ? { showsMonth: 'on' } : {}),
    ...(payout.signed ? { signed: 'on' } : {}),
    ...(payout.showsAmount ? { showsAmount: 'on' } : {}),
    ...(payout.showsMonth ? { showsMonth: 'on' } : {}),
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
