import { daysBetween, today, type Day } from '#shared/core/days.ts';
import { formatMoney, formatTypedAmount } from '#shared/core/money.ts';
import type { PayoutOutcome, OwnPayout } from '#shared/evidence/payouts.ts';
import { proofStateOf } from '#shared/evidence/proofs.ts';
import { DELAY_CLASS_DAYS } from '#shared/evidence/publication/meter.ts';
import { amountBandBounds, representPayout } from '#shared/evidence/publication/rounded-payout.ts';
import { formatDay, formatMonth } from '#web/format.ts';
import type { PageContext } from '#web/page.ts';

/** Whether the outcome of a payout is paid, by the same rule as `payout_outcome` in the database. */
export function tellsPaid(payout: OwnPayout): boolean {
  return proofStateOf(payout) === 'paid';
}

/**
 * The amount as the site stores it: its band, e.g. "30 € à 100 €", or the rounded amount that the proof
 * shows.
 */
export function amountInWords(payout: OwnPayout, { t, language }: PageContext): string {
  const words = t.payouts.mine;
  const { currency, amountBand, receivedShare, shownMinor } = payout;
  const money = (minor: number): string => formatMoney(minor, currency, language);
  const { from, below } = amountBandBounds(amountBand, currency);
  const band =
    below === null
      ? words.amounts.over({ from: money(from) })
      : from === 0
        ? words.amounts.under({ below: money(below) })
        : words.amounts.between({ from: money(from), below: money(below) });
  const amount = shownMinor === null ? band : words.amounts.about({ amount: money(shownMinor) });
  if (receivedShare === null || receivedShare === 1) return amount;
  const share =
    receivedShare === 0
      ? words.hardly
      : words.partly({ percent: String(Math.round(100 * receivedShare)) });
  return `${amount}, ${share}`;
}

/** When it was asked for, and how long it took: "demandé en octobre 2026, délai : 4 à 7 jours". */
export function timesInWords(payout: OwnPayout, { t, language, now }: PageContext): string {
  const words = t.payouts.mine;
  const { askedOn, askedMonth, delayDays, dueByItself, dateForgotten } = payout;
  const month = { month: formatMonth(askedMonth, language) };
  const asked =
    askedOn === null
      ? (dueByItself ? words.dueIn : words.askedIn)(month)
      : (dueByItself ? words.due : words.asked)({ day: formatDay(askedOn, language) });
  const at = DELAY_CLASS_DAYS.findIndex((most) => (delayDays ?? 0) <= most);
  const delay = t.charts.delay.classes[at];
  return [
    asked,
    askedOn === null ? null : words.waitingFor({ count: daysBetween(askedOn, today(now)) }),
    delayDays === null || delay === undefined ? null : words.delay({ delay }),
    dateForgotten ? words.forgotten : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/**
 * Initial values of a form of correction; `outcome` is the one that the author came to report. Amounts
 * and days are representatives of the stored classes, which the site rounds to the same classes again.
 */
export function payoutFormValues(
  payout: OwnPayout,
  outcome: PayoutOutcome | null,
  { language, now }: PageContext,
): Record<string, string> {
  const { currency } = payout;
  const known = representPayout(payout, today(now));
  const amount = (minor: number): string => formatTypedAmount(minor, currency, language);
  const partly = known.receivedMinor !== null && known.receivedMinor !== known.expectedMinor;
  const shown = outcome ?? payout.state;
  return {
    outcome: shown,
    expected: amount(known.expectedMinor),
    currency,
    method: payout.method,
    askedOn: payout.askedOn ?? known.askedOn,
    ...(partly && shown === 'received' ? { received: amount(known.receivedMinor ?? 0) } : {}),
    ...(shown === payout.state ? endOf(payout, known.settledOn) : {}),
    ...(payout.dueByItself ? { dueByItself: 'on' } : {}),
    ...(payout.solicited ? { solicited: 'on' } : {}),
    openness: payout.signed || payout.showsAmount || payout.showsMonth ? 'open' : 'discreet',
    ...(payout.showsAmount ? { showsAmount: 'on' } : {}),
    ...(payout.showsMonth ? { showsMonth: 'on' } : {}),
    ...(payout.signed ? { signed: 'on' } : {}),
  };
}

/** The outcome stated by its author. */
function endOf(
  { state, dateForgotten, afterReply, refusal }: OwnPayout,
  settledOn: Day | null,
): Record<string, string> {
  const dated = settledOn !== null && (state === 'received' || state === 'refused');
  return {
    ...(dated ? { [`${state}On`]: settledOn } : {}),
    ...(dateForgotten ? { dateForgotten: 'on' } : {}),
    ...(afterReply ? { afterReply: 'on' } : {}),
    ...(refusal === null ? {} : { refusal }),
  };
}
