import { createRandom, type Random } from '#demo/random.ts';
import { NEW_REPORTER_SHARE, drawCounting, type Report, type World } from './reports.ts';

/** Reports that an attacker adds, from a day on, and the account-months that they cost. */
export type Attack = {
  readonly name: string;
  /** Accounts times the months since each was created, on the day of its first lie. */
  readonly accountMonths: number;
  /** It costs money, not accounts. */
  readonly isPaid?: boolean;
  readonly draw: (world: World, from: number, seed: number) => Report[];
};

type Lie = 'received' | 'refused';
/** Months in which an account becomes established. */
const MONTHS_TO_ESTABLISH = 2;
/** Keeps the members of attackers apart from those who report honestly. */
const FIRST_PUPPET = 1_000_000;
/** Delay that a lie tells, in days. */
const LIE_DELAY_DAYS = 3;
const MONTH_DAYS = 30;

/** One report of a made-up payout, posted once it is settled. */
function lieOn(
  random: Random,
  puppet: number,
  postedOn: number,
  outcome: Lie,
  about: Partial<Report> = {},
): Report {
  const countsFrom = postedOn + drawCounting(random);
  return {
    member: FIRST_PUPPET + puppet,
    established: true,
    proof: 'screenshot',
    askedOn: postedOn - LIE_DELAY_DAYS,
    postedOn,
    countsFrom,
    outcome,
    settledOn: postedOn,
    settlingCountsFrom: countsFrom,
    shareReceived: 1,
    answersReminders: [],
    withdrawnOn: Number.POSITIVE_INFINITY,
    ...about,
  };
}

type Plan = {
  readonly accounts: number;
  readonly outcome: Lie;
  /** Days over which the accounts begin, each on a random one. */
  readonly spreadDays: number;
  /** Lies of each account, and days between two of them. */
  readonly lies: number;
  readonly everyDays: number;
  readonly about?: Partial<Report>;
  /** Days before the attack on which each account tells one truth. */
  readonly truthDaysBefore?: number;
  /** Accounts that begin together, one group after another. */
  readonly groups?: number;
};

function plan(name: string, it: Plan): Attack {
  const age = MONTHS_TO_ESTABLISH + (it.truthDaysBefore ?? 0) / MONTH_DAYS;
  return {
    name,
    accountMonths: it.about?.established === false ? 0 : Math.round(it.accounts * age),
    draw: (_world, from, seed) => {
      const random = createRandom(seed);
      return Array.from({ length: it.accounts }, (_, puppet) => {
        const group = puppet % (it.groups ?? 1);
        const first = from + group * it.lies * it.everyDays + random.int(0, it.spreadDays - 1);
        const before =
          it.truthDaysBefore === undefined
            ? []
            : [lieOn(random, puppet, first - it.truthDaysBefore, 'received', it.about)];
        const lies = Array.from({ length: it.lies }, (__, at) =>
          lieOn(random, puppet, first + at * it.everyDays, it.outcome, it.about),
        );
        return [...before, ...lies];
      }).flat();
    },
  };
}

const CONFIRMED = { proof: 'confirmed' } as const;

/** Attacks that hide that a platform stopped. */
export const HIDING: readonly Attack[] = [
  { name: 'nobody', accountMonths: 0, draw: () => [] },
  plan('60 new accounts', {
    accounts: 60,
    outcome: 'received',
    spreadDays: 30,
    lies: 1,
    everyDays: 30,
    about: { established: false },
  }),
  plan('60 aged, one lie', {
    accounts: 60,
    outcome: 'received',
    spreadDays: 30,
    lies: 1,
    everyDays: 30,
  }),
  plan('60 aged, confirming each other', {
    accounts: 60,
    outcome: 'received',
    spreadDays: 60,
    lies: 3,
    everyDays: 30,
    about: CONFIRMED,
  }),
  plan('60 aged, slow', {
    accounts: 60,
    outcome: 'received',
    spreadDays: 120,
    lies: 2,
    everyDays: 60,
  }),
  plan('60 aged, in six groups', {
    accounts: 60,
    outcome: 'received',
    spreadDays: 10,
    lies: 2,
    everyDays: 10,
    groups: 6,
  }),
  plan('20 aged who told truths 120 days before', {
    accounts: 20,
    outcome: 'received',
    spreadDays: 60,
    lies: 3,
    everyDays: 30,
    truthDaysBefore: 120,
  }),
  recruits('a third of the regulars paid to praise', 'received', 1 / 3),
];

/** Attacks on a platform that pays. */
export const SMEARING: readonly Attack[] = [
  ...[4, 6, 10].map((accounts) =>
    plan(`${accounts} aged`, {
      accounts,
      outcome: 'refused',
      spreadDays: 20,
      lies: 4,
      everyDays: 30,
    }),
  ),
  plan('6 aged, confirming each other', {
    accounts: 6,
    outcome: 'refused',
    spreadDays: 20,
    lies: 4,
    everyDays: 30,
    about: CONFIRMED,
  }),
  plan('6 aged on one day', {
    accounts: 6,
    outcome: 'refused',
    spreadDays: 1,
    lies: 4,
    everyDays: 30,
  }),
  plan('6 aged who told truths 120 days before', {
    accounts: 6,
    outcome: 'refused',
    spreadDays: 20,
    lies: 4,
    everyDays: 30,
    truthDaysBefore: 120,
  }),
  plan('200 new accounts', {
    accounts: 200,
    outcome: 'refused',
    spreadDays: 20,
    lies: 2,
    everyDays: 30,
    about: { established: false },
  }),
  repost('6 aged who withdraw and repost', 6),
  claimsKeptOpen('10 aged claims kept open', 10),
];

/** Praise beside a smear, as a second attacker or the platform would add it. */
export const PRAISE_60 = plan('60 aged who praise', {
  accounts: 60,
  outcome: 'received',
  spreadDays: 20,
  lies: 2,
  everyDays: 30,
});

/** Real members, each with her reports of before, who begin to lie: they cost money, not months. */
function recruits(name: string, outcome: Lie, share: number): Attack {
  return {
    name,
    accountMonths: 0,
    isPaid: true,
    draw: (world, from, seed) => {
      const random = createRandom(seed);
      // As many as reported in the half-year before, in the mean.
      const members = world.reportsPerDay * 180 * NEW_REPORTER_SHARE * world.establishedShare;
      const regulars = Math.round(members * share);
      return Array.from({ length: regulars }, (_, puppet) => {
        const truth = lieOn(random, puppet, from - random.int(60, 180), 'received');
        const lies = [0, 30, 60].map((later) =>
          lieOn(random, puppet, from + random.int(0, 29) + later, outcome),
        );
        return [truth, ...lies];
      }).flat();
    },
  };
}

/** An attack by accounts that are just established, of which each tells lies of its own. */
function byAgedAccounts(
  name: string,
  accounts: number,
  liesOf: (random: Random, puppet: number, from: number) => Report[],
): Attack {
  return {
    name,
    accountMonths: accounts * MONTHS_TO_ESTABLISH,
    draw: (_world, from, seed) => {
      const random = createRandom(seed);
      return Array.from({ length: accounts }, (_, puppet) => liesOf(random, puppet, from)).flat();
    },
  };
}

/** Each takes her report back after 20 days and posts another. */
function repost(name: string, accounts: number): Attack {
  return byAgedAccounts(name, accounts, (random, puppet, from) =>
    [0, 20, 40, 60, 80, 100].map((later) => {
      const postedOn = from + later + (puppet % 5);
      return lieOn(random, puppet, postedOn, 'refused', { withdrawnOn: postedOn + 20 });
    }),
  );
}

/** Claims that were never made, with "I still wait" for ever. */
function claimsKeptOpen(name: string, accounts: number): Attack {
  return byAgedAccounts(name, accounts, (random, puppet, from) => [
    lieOn(random, puppet, from + random.int(0, 19), 'refused', {
      proof: 'declared',
      outcome: 'waiting',
      settledOn: Number.POSITIVE_INFINITY,
      settlingCountsFrom: Number.POSITIVE_INFINITY,
      answersReminders: [true, true, true],
    }),
  ]);
}

/** Delay that members tell who want a platform to look slow, in days. */
const SLOW_LIE_DAYS = 75;

/** Receipts after a long delay, on a platform whose delays are as usual. */
export const SLOWING: readonly Attack[] = [6, 20].map((accounts) =>
  byAgedAccounts(`${accounts} aged who tell long delays`, accounts, (random, puppet, from) => {
    const postedOn = from + random.int(0, 29);
    const about = { askedOn: postedOn - SLOW_LIE_DAYS };
    return [lieOn(random, puppet, postedOn, 'received', about)];
  }),
);

/** Few receipts a month that keep the words "does not pay" away. */
export const SOFTENING = plan('2 aged who praise each month', {
  accounts: 2,
  outcome: 'received',
  spreadDays: 20,
  lies: 8,
  everyDays: 30,
});
