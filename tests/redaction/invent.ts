import { composeIBAN, isValidIBAN } from 'ibantools';

/** A number from 0 to below 1, the next of a fixed row. */
export type Chance = () => number;

/** The row of numbers of a seed (mulberry32): the same screens come out each time. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of a list. */
export function pick<T>(chance: Chance, list: readonly T[]): T {
  const item = list[Math.floor(chance() * list.length)];
  if (item === undefined) throw new Error('an empty list');
  return item;
}

/** A whole number from `low` to `high`, both possible. */
export function between(chance: Chance, low: number, high: number): number {
  return low + Math.floor(chance() * (high - low + 1));
}

function digits(chance: Chance, count: number): string {
  return Array.from({ length: count }, () => between(chance, 0, 9)).join('');
}

function capitals(chance: Chance, count: number): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
  return Array.from({ length: count }, () => pick(chance, [...letters])).join('');
}

const FIRST =
  'Jean Marie Awa Lalao Hery Fatou Youssef Amina Sophie Moussa Claire Nadia Koffi Tiana Emma Louis Aïcha Zoé'.split(
    ' ',
  );
const LAST =
  'Rakotomalala Diop Martin Lefèvre Ndiaye Benali Kouassi Razafy Dubois Traoré El-Amrani Rabe Moreau Sow Girard Okafor'.split(
    ' ',
  );
const MAIL_AT =
  'gmail.com yahoo.fr hotmail.com orange.fr outlook.com proton.me example.org laposte.net courrier-du-sud.mg atelier.sn'.split(
    ' ',
  );
const LOW = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

/** Everything invented that one screen shows. */
export type Invented = ReturnType<typeof invent>;

/** Draws one person, her accounts and one payment. */
export function invent(chance: Chance) {
  const first = pick(chance, FIRST);
  const last = pick(chance, LAST);
  const other = `${pick(chance, FIRST)} ${pick(chance, LAST)}`;
  return {
    first,
    last,
    other,
    email: inventMail(chance, first, last),
    secondEmail: inventMail(chance, pick(chance, FIRST), pick(chance, LAST)),
    iban: inventIban(chance),
    card: inventCard(chance),
    phone: inventPhone(chance, ['fr', 'mg', 'sn', 'ma', 'ci']),
    ariaryPhone: inventPhone(chance, ['mg']),
    francPhone: inventPhone(chance, ['sn', 'ci']),
    transaction: `${digits(chance, 1)}${capitals(chance, 2)}${digits(chance, 5)}${capitals(chance, 2)}${digits(chance, 4)}${capitals(chance, 1)}`,
    reference: `${capitals(chance, 2)}-${digits(chance, 4)}-${digits(chance, 5)}`,
    mobileReference: pick(chance, [
      digits(chance, 10),
      `CI${digits(chance, 6)}.${digits(chance, 4)}.${capitals(chance, 1)}${digits(chance, 5)}`,
      `PP${digits(chance, 6)}.${digits(chance, 4)}.${capitals(chance, 1)}${digits(chance, 5)}`,
    ]),
    amount: between(chance, 305, 184_999) / 100,
    smallAmounts: Array.from({ length: 5 }, () => between(chance, 105, 9_999) / 100),
    fee: between(chance, 11, 499) / 100,
    mobileAmount: between(chance, 20, 3_600) * 50,
    mobileBalance: between(chance, 3_000, 19_000) * 50,
    days: Array.from({ length: 6 }, () => between(chance, 1, 28)),
    month: between(chance, 0, 11),
    year: between(chance, 2024, 2026),
    hour: between(chance, 0, 23),
    minute: between(chance, 0, 59),
  };
}

/** What is another one with each payment. */
export function paymentOf(data: Invented): Partial<Invented> {
  return {
    transaction: data.transaction,
    reference: data.reference,
    mobileReference: data.mobileReference,
    amount: data.amount,
    smallAmounts: data.smallAmounts,
    fee: data.fee,
    mobileAmount: data.mobileAmount,
    mobileBalance: data.mobileBalance,
    days: data.days,
    month: data.month,
    hour: data.hour,
    minute: data.minute,
  };
}

function inventMail(chance: Chance, first: string, last: string): string {
  const local = pick(chance, [
    `${LOW(first)}.${LOW(last)}`,
    `${LOW(last)}${between(chance, 60, 99)}`,
    `${LOW(first)}_${LOW(last)}${between(chance, 1, 9)}`,
    `${LOW(first).charAt(0)}${LOW(last)}`,
  ]);
  return `${local}@${pick(chance, MAIL_AT)}`;
}

/** A valid IBAN in groups of four, or sometimes in one piece. */
function inventIban(chance: Chance): string {
  const countryCode = pick(chance, ['FR', 'FR', 'DE', 'BE']);
  const iban = composeIBAN({ countryCode, bban: inventBban(chance, countryCode) });
  if (iban === null || !isValidIBAN(iban)) throw new Error(`no valid IBAN: ${countryCode}`);
  return chance() < 0.2 ? iban : iban.replace(/(.{4})(?=.)/g, '$1 ');
}

function inventBban(chance: Chance, country: string): string {
  if (country === 'DE') return digits(chance, 18);
  if (country === 'BE') {
    const account = digits(chance, 10);
    return account + String(Number(account) % 97 || 97).padStart(2, '0');
  }
  const account = digits(chance, 21);
  const key = 97n - ((BigInt(account) * 100n) % 97n);
  return account + String(key).padStart(2, '0');
}

/** A valid card number of a test range, in groups of four. */
function inventCard(chance: Chance): string {
  const start = pick(chance, ['4970', '4242', '5131', '5555']) + digits(chance, 11);
  const sum = [...start].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (start + String((10 - (sum % 10)) % 10)).replace(/(.{4})(?=.)/g, '$1 ');
}

function inventPhone(chance: Chance, countries: readonly string[]): string {
  const country = pick(chance, countries);
  const pair = () => digits(chance, 2);
  const triple = () => digits(chance, 3);
  if (country === 'mg') {
    const prefix = pick(chance, ['32', '33', '34', '38']);
    const [a, b, c] = [pair(), triple(), pair()];
    return pick(chance, [
      `+261 ${prefix} ${a} ${b} ${c}`,
      `0${prefix} ${a} ${b} ${c}`,
      `0${prefix}${a}${b}${c}`,
    ]);
  }
  if (country === 'sn') {
    const prefix = pick(chance, ['70', '76', '77', '78']);
    const [a, b, c] = [triple(), pair(), pair()];
    return pick(chance, [
      `+221 ${prefix} ${a} ${b} ${c}`,
      `${prefix} ${a} ${b} ${c}`,
      `${prefix}${a}${b}${c}`,
    ]);
  }
  const pairs = [pair(), pair(), pair(), pair()];
  if (country === 'ci') {
    const prefix = pick(chance, ['01', '05', '07']);
    return pick(chance, [
      `+225 ${prefix} ${pairs.join(' ')}`,
      `${prefix} ${pairs.join(' ')}`,
      `${prefix}${pairs.join('')}`,
    ]);
  }
  const prefix = pick(chance, ['6', '7']);
  const code = country === 'ma' ? '+212' : '+33';
  return pick(chance, [
    `${code} ${prefix} ${pairs.join(' ')}`,
    `0${prefix} ${pairs.join(' ')}`,
    `0${prefix}.${pairs.join('.')}`,
    `0${prefix}-${pairs.join('-')}`,
  ]);
}
