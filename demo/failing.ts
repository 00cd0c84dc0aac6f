import { EUROPE, MAGHREB, SOUTH, EVERYWHERE, steady, type Profile } from './profile.ts';

/** What ends or fails: one was bought in 2019, two are invented and exist nowhere. */
export const FAILING: readonly Profile[] = [
  {
    slug: 'figure-eight',
    name: 'Figure Eight',
    payouts: 18,
    least: 8,
    each: 3,
    from: 365,
    to: 205,
    countries: EVERYWHERE,
    currency: 'USD',
    methods: [
      ['paypal', 5],
      ['payoneer', 3],
    ],
    amount: [19, 1.8],
    delay: [9, 1.6],
    fates: steady(92, 2, 4, 2),
    reviews: 3,
    topic: 'micro',
    marks: [2.5, 3.8, 2.9, 2.8, 3.3],
  },
  {
    slug: 'tacheo',
    name: 'Tâchéo',
    payouts: 60,
    older: 8,
    least: 32,
    each: 2,
    countries: [...EUROPE, ...MAGHREB],
    currency: 'EUR',
    methods: [
      ['paypal', 6],
      ['bank-transfer', 4],
    ],
    amount: [24, 2],
    delay: [13, 1.8],
    fates: (age) =>
      age > 170
        ? { received: 94, partly: 2, refused: 3, unanswered: 1 }
        : { received: 38, partly: 20, refused: 14, unanswered: 28 },
    reviews: 5,
    topic: 'tacheo',
    marks: [2.6, 2.2, 2.1, 2, 3.3],
    incidents: 5,
  },
  {
    slug: 'piecettes',
    name: 'Piécettes',
    payouts: 52,
    least: 36,
    each: 2,
    to: 45,
    countries: [...EUROPE, ...MAGHREB, ...SOUTH],
    currency: 'EUR',
    methods: [
      ['paypal', 6],
      ['bank-transfer', 3],
    ],
    amount: [28, 1.9],
    delay: [12, 1.6],
    fates: (age) =>
      age > 215
        ? { received: 95, partly: 1, refused: 3, unanswered: 1 }
        : { received: 0, partly: 0, refused: 14, unanswered: 86 },
    reviews: 8,
    topic: 'piecettes',
    marks: [2, 1, 1.3, 1, 2.5],
    incidents: 6,
  },
];
