import type { Currency } from '#shared/core/money.ts';
import type { PaymentMethod } from '#shared/directory/payment-methods.ts';
import type { Topic } from './texts.ts';

/** How a payout that was asked for `age` days ago ended, as weights. */
export type Fates = { received: number; partly: number; refused: number; unanswered: number };

/** How one platform of the demo pays. Days count back from now. */
export type Profile = {
  readonly slug: string;
  readonly name: string;
  /** Payouts asked for in the year, at full size. */
  readonly payouts: number;
  /** As many even in a small community, where its standing needs them. */
  readonly least?: number;
  /** And so many of the year before, which members tell when they join. */
  readonly older?: number;
  /** Payouts that one member brings, on the whole. */
  readonly each: number;
  readonly from?: number;
  readonly to?: number;
  readonly countries: readonly string[];
  readonly currency: Currency;
  /** Pays where its members live, in their money. */
  readonly local?: boolean;
  readonly methods: readonly (readonly [PaymentMethod, number])[];
  /** In the main unit of EUR or USD. */
  readonly amount: readonly [median: number, spread: number];
  readonly delay: readonly [median: number, spread: number];
  readonly fates: (age: number) => Fates;
  readonly reviews: number;
  readonly topic: Topic;
  /** Marks on pay, punctuality, fairness, communication, supply. */
  readonly marks: readonly [number, number, number, number, number];
  readonly incidents?: number;
};

export const EUROPE = ['FR', 'BE', 'ES'] as const;
export const MAGHREB = ['MA', 'DZ', 'TN'] as const;
export const SOUTH = ['CI', 'BJ', 'CM', 'MG'] as const;
export const EVERYWHERE = [...EUROPE, ...MAGHREB, ...SOUTH, 'US'] as const;

/** The same chances all year. */
export const steady =
  (received: number, partly: number, refused: number, unanswered: number): Profile['fates'] =>
  () => ({ received, partly, refused, unanswered });

/** The money and the ways of mobile money of each country where some platform uses them. */
export const LOCAL_MONEY: Readonly<
  Record<
    string,
    { currency: Currency; perEuro: number; methods: readonly (readonly [PaymentMethod, number])[] }
  >
> = {
  CI: {
    currency: 'XOF',
    perEuro: 656,
    methods: [
      ['orange-money', 3],
      ['wave', 4],
      ['mtn-momo', 2],
    ],
  },
  BJ: {
    currency: 'XOF',
    perEuro: 656,
    methods: [
      ['mtn-momo', 4],
      ['moov-money', 2],
    ],
  },
  CM: {
    currency: 'XAF',
    perEuro: 656,
    methods: [
      ['mtn-momo', 3],
      ['orange-money', 3],
    ],
  },
  MG: {
    currency: 'MGA',
    perEuro: 5_200,
    methods: [
      ['mvola', 5],
      ['orange-money', 2],
      ['airtel-money', 2],
    ],
  },
};
