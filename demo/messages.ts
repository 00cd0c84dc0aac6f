import type { Day } from '#shared/core/days.ts';
import { formatMoney, type Currency } from '#shared/core/money.ts';
import type { PaymentMethod } from '#shared/directory/platforms.ts';
import type { Random } from './random.ts';

/** Services of mobile money: they send a text message for each payment. */
export const MOBILE: readonly PaymentMethod[] = [
  'mvola',
  'orange-money',
  'airtel-money',
  'wave',
  'mtn-momo',
  'moov-money',
];

type Paid = {
  readonly platform: string;
  readonly minor: number;
  readonly currency: Currency;
  readonly on: Day;
};

/**
 * The message as the service sends it, with all that is personal in it. The form covers that, and
 * the server once more: nothing of it is kept.
 */
export function drawMessage(method: PaymentMethod, paid: Paid, random: Random): string {
  const amount = formatMoney(paid.minor, paid.currency, 'fr');
  const balance = formatMoney(paid.minor + random.int(40, 900) * 100, paid.currency, 'fr');
  const reference = `${random.int(100_000, 999_999)}${random.int(1000, 9999)}`;
  const time = `${random.int(7, 21)}:${random.int(10, 59)}`;
  const day = paid.on.split('-').toReversed().join('/');
  if (method === 'mvola') {
    return `Vous avez recu ${amount} de ${paid.platform} le ${day} a ${time}. Solde : ${balance}. Ref : ${reference}. MVola`;
  }
  const service = method === 'wave' ? 'Wave' : method === 'mtn-momo' ? 'MTN MoMo' : 'Mobile Money';
  return `${service} : vous avez reçu ${amount} de ${paid.platform}. Nouveau solde : ${balance}. ID de transaction : CI${reference}. Service client : 0707${random.int(100_000, 999_999)}.`;
}
