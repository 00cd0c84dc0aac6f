import { isDay, type Day } from '#shared/core/days.ts';
import { formatTypedAmount, isCurrency, parseAmount } from '#shared/core/money.ts';
import {
  MAX_RECEIVED_SHARE,
  representPayout,
  roundPayout,
  type PayoutValues,
} from '#shared/evidence/publication/rounded-payout.ts';
import { proofShows, type TypedFields } from './typed-proof-fields.ts';

/** The fields of a payout form that hold exact amounts and days. */
export const EXACT_FIELDS = ['expected', 'received', 'askedOn', 'receivedOn', 'refusedOn'] as const;

/** Reads the amounts and days typed into a payout form; null while they are incomplete or wrong. */
export function readTypedValues(typed: TypedFields, now: Day): PayoutValues | null {
  const { outcome, currency = '', askedOn = '' } = typed;
  if (!isCurrency(currency) || !isDay(askedOn) || askedOn > now) return null;
  const expectedMinor = parseAmount(typed['expected'] ?? '', currency);
  const received = typed['received']?.trim() || (typed['expected'] ?? '');
  const receivedMinor = outcome === 'received' ? parseAmount(received, currency) : null;
  if (!expectedMinor || (outcome === 'received' && !receivedMinor)) return null;
  if ((receivedMinor ?? 0) > MAX_RECEIVED_SHARE * expectedMinor) return null;
  const settledOn = typed[`${outcome ?? ''}On`] ?? '';
  if (settledOn !== '' && (!isDay(settledOn) || settledOn < askedOn || settledOn > now))
    return null;
  return {
    currency,
    expectedMinor,
    receivedMinor,
    askedOn,
    settledOn: settledOn === '' ? null : settledOn,
    showsAmount: proofShows(typed).amount,
  };
}

/**
 * Returns representative values that are sent instead of the exact ones, and round to the same classes.
 * For a pending payout the exact day asked is sent, since the site needs it for reminders.
 */
export function roundTypedFields(
  values: PayoutValues,
  outcome: string | undefined,
  now: Day,
): Readonly<Partial<Record<(typeof EXACT_FIELDS)[number], string>>> {
  const { currency } = values;
  const sent = representPayout({ ...roundPayout(values), currency }, now);
  const partly = sent.receivedMinor !== null && sent.receivedMinor !== sent.expectedMinor;
  return {
    expected: formatTypedAmount(sent.expectedMinor, currency, 'en'),
    ...(partly ? { received: formatTypedAmount(sent.receivedMinor ?? 0, currency, 'en') } : {}),
    ...(outcome === 'waiting' ? {} : { askedOn: sent.askedOn }),
    ...(sent.settledOn === null ? {} : { [`${outcome ?? ''}On`]: sent.settledOn }),
  };
}
