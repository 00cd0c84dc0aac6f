import { decimalsOf, type Currency } from '#shared/core/money.ts';
import type { PayoutFacts, RefusalReasonCode } from '#shared/evidence/payouts.ts';
import type { PaymentMethod } from '#shared/directory/payment-methods.ts';
import type { Calendar } from './calendar.ts';
import { answerOf, keepWaiting } from './claims.ts';
import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import { drawWorkers } from './members.ts';
import type { PicturePlan } from './picture.ts';
import type { Act, DemoEvent, MemberPlan } from './plan.ts';
import { LOCAL_MONEY, steady, type Fates, type Profile } from './profile.ts';
import type { Random } from './random.ts';

/** The demo's own two work where there is something to see. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  clickworker: [DEMO_MEMBER],
  roamler: [DEMO_MEMBER],
  tacheo: [DEMO_MEMBER],
  piecettes: [DEMO_MODERATOR],
  'foule-factory': [DEMO_MODERATOR],
};
const YEAR = 365;
const MONTH = 30;
const SHORTEST_GAP = 20;
const FIRST_MONTHS = 300;
/** Share of the payments received that their authors show a picture of. */
const PICTURED = 0.5;
const PAID_THEN = steady(95, 2, 3, 0);
const MOBILE_MONEY: readonly PaymentMethod[] = [
  'mvola',
  'orange-money',
  'airtel-money',
  'wave',
  'mtn-momo',
  'moov-money',
];
/** Why platforms refuse, with how often. */
const REFUSED_FOR: readonly (readonly [RefusalReasonCode, number])[] = [
  ['threshold', 3],
  ['quality', 3],
  ['no-reason', 3],
  ['other', 2],
  ['account-closed', 2],
];

/** All payouts of one platform with what becomes of them. */
export function planPayouts(
  profile: Profile,
  members: readonly MemberPlan[],
  calendar: Calendar,
  scale: number,
  random: Random,
): DemoEvent[] {
  const wanted = Math.max(profile.least ?? 1, Math.round(profile.payouts * scale));
  const drawn = drawWorkers(members, profile, random);
  const always = ALWAYS[profile.slug] ?? [];
  const workers = drawn.toSorted(
    (a, b) => Number(always.includes(b.pseudonym)) - Number(always.includes(a.pseudonym)),
  );
  const events: DemoEvent[] = [];
  let planned = 0;
  for (const [index, worker] of workers.entries()) {
    if (planned >= wanted) break;
    const most = worker.habit === 'regular' ? profile.each * 2 - 1 : Math.min(3, profile.each);
    const enough = index < always.length ? profile.each : random.int(Math.ceil(most / 3), most);
    for (const age of drawAges(profile, worker, Math.min(enough, wanted - planned), random)) {
      const key = `${profile.slug}/${planned}`;
      const story = planPayout(profile, worker, { age, key }, calendar, random);
      if (story.length === 0) continue;
      events.push(...story);
      planned += 1;
    }
  }
  const older = planOlder(
    profile,
    drawn,
    Math.round((profile.older ?? 0) * scale),
    calendar,
    random,
  );
  return [...events, ...older];
}

/** What members were paid before they came, told in their first days. */
function planOlder(
  profile: Profile,
  workers: readonly MemberPlan[],
  count: number,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  // Who came before that may have been here before the platform was.
  const first = workers.filter(({ age }) => age > FIRST_MONTHS && age < YEAR);
  return first.slice(0, count).flatMap((worker, index) => {
    const asked = {
      age: worker.age + random.int(30, YEAR - 20),
      key: `${profile.slug}/old${index}`,
    };
    return planPayout({ ...profile, fates: PAID_THEN }, worker, asked, calendar, random);
  });
}

/** About one a month, in the time that the platform pays and the member is there. */
function drawAges(
  { from = YEAR, to = 1 }: Profile,
  member: MemberPlan,
  count: number,
  random: Random,
): number[] {
  const first = Math.min(from, member.age + random.int(0, 25));
  const room = first - to;
  if (room < 0) return [];
  const fitting = Math.min(count, 1 + Math.floor(room / SHORTEST_GAP));
  const gap = Math.min(MONTH + 10, fitting === 1 ? 0 : room / (fitting - 1));
  // Some asked a few days ago: there is always somebody who waits.
  const spare = room - gap * (fitting - 1);
  const start = to + (random.chance(0.06) ? random.int(0, 7) : random.next() * spare);
  return Array.from({ length: fitting }, (_, index) =>
    Math.round(Math.max(to, start + gap * index - random.int(0, 6))),
  );
}

type Asked = { age: number; key: string };

/** One payout that was asked for some days before now, with what becomes of it; it may be told nowhere. */
export function planPayout(
  profile: Profile,
  member: MemberPlan,
  { age, key }: Asked,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const fate = drawFate(profile.fates(age), random);
  const money = drawMoney(profile, member, random);
  const delay = Math.round(random.around(...profile.delay) * (fate === 'refused' ? 1.4 : 1));
  const settledAge = age - delay;
  const waits = fate === 'unanswered' || settledAge < 0;
  const waiting: PayoutFacts = {
    outcome: 'waiting',
    expected: typed(money.minor, money.currency),
    currency: money.currency,
    method: money.method,
    askedOn: calendar.day(age),
    dateForgotten: false,
    afterReply: false,
    dueByItself: profile.topic === 'deep' && random.chance(0.7),
    solicited: random.chance(0.008),
    signed: random.chance(0.12),
    showsAmount: false,
    showsMonth: false,
  };
  const publish = (on: number, facts: PayoutFacts, picture: PicturePlan | null): DemoEvent[] => {
    const at =
      on >= member.age
        ? calendar.momentAfter(member.age, member.joinedAt, random)
        : calendar.moment(on, random);
    const act = { kind: 'publish-payout', key, slug: profile.slug, facts, picture } as const;
    return at === null ? [] : [{ at, member: member.pseudonym, act }];
  };
  if (waits) {
    const pays = profile.fates(1).received > 0;
    const patience = fate === 'unanswered' ? random.int(12, 34) : random.int(1, 5);
    if (fate !== 'unanswered' && random.chance(0.35)) return [];
    if (patience > age) return [];
    const told = publish(age - patience, waiting, null);
    return fate === 'unanswered'
      ? [...told, ...keepWaiting(told, { key, since: age - patience, pays }, calendar, random)]
      : told;
  }
  const settled = settle(waiting, fate, { money, settledAge }, calendar, random);
  const picture =
    fate === 'refused' || settled.dateForgotten || !random.chance(PICTURED)
      ? null
      : drawScreen(profile, settled, money, random);
  const toldFirst = delay > 3 && random.chance(delay > 20 ? 0.35 : 0.16);
  if (!toldFirst || age - 2 >= member.age) {
    return publish(settledAge - random.int(0, Math.min(4, settledAge)), settled, picture);
  }
  const told = publish(age - random.int(1, Math.min(delay - 1, 12)), waiting, null);
  const before = told[0]?.at;
  const at = before === undefined ? null : calendar.momentAfter(settledAge, before, random);
  if (at === null) return told;
  const answer = picture === null ? answerOf(settled) : null;
  const act: Act =
    answer === null
      ? { kind: 'close-payout', of: key, facts: settled, picture }
      : { kind: 'close-claim', of: key, answer };
  return [...told, { at, member: member.pseudonym, act }];
}

type Fate = keyof Fates;
type Money = { minor: number; currency: Currency; method: PaymentMethod };
type Settling = { money: Money; settledAge: number };

function drawFate(fates: Fates, random: Random): Fate {
  const { received, partly, refused, unanswered } = fates;
  return random.pickWeighted([
    ['received', received],
    ['partly', partly],
    ['refused', refused],
    ['unanswered', unanswered],
  ] as const);
}

function drawMoney(profile: Profile, member: MemberPlan, random: Random): Money {
  const major = Math.min(120, Math.max(2, random.around(...profile.amount)));
  const local = profile.local === true ? LOCAL_MONEY[member.country] : undefined;
  if (local === undefined) {
    const method = random.pickWeighted(profile.methods);
    // A voucher has a round value.
    const minor = method === 'gift-card' ? Math.ceil(major / 5) * 500 : Math.round(major * 100);
    return { minor, currency: profile.currency, method };
  }
  const step = local.currency === 'MGA' ? 100 : 25;
  const minor = Math.round((major * local.perEuro) / step) * step;
  return { minor, currency: local.currency, method: random.pickWeighted(local.methods) };
}

function settle(
  waiting: PayoutFacts,
  fate: Fate,
  { money, settledAge }: Settling,
  calendar: Calendar,
  random: Random,
): PayoutFacts {
  const settledOn = calendar.day(settledAge);
  if (fate === 'refused') {
    const refusal = random.pickWeighted(REFUSED_FOR);
    return { ...waiting, outcome: 'refused', refusedOn: settledOn, refusal };
  }
  const { minor, currency } = money;
  const fee = Math.round(minor * 0.02);
  const received = Math.round(minor * (0.3 + random.next() * 0.4));
  return {
    ...waiting,
    ...(random.chance(0.05) ? { dateForgotten: true } : { receivedOn: settledOn }),
    outcome: 'received',
    afterReply: random.chance(0.04),
    ...(fate === 'partly' ? { received: typed(received, currency) } : {}),
    ...(fee > 0 && random.chance(0.15) ? { fee: typed(fee, currency) } : {}),
  };
}

function drawScreen(
  profile: Profile,
  { received }: PayoutFacts,
  money: Money,
  random: Random,
): PicturePlan {
  const { method, currency } = money;
  const own = method === 'bank-transfer' ? 'bank' : 'wallet';
  const screen =
    method === 'gift-card'
      ? 'voucher'
      : MOBILE_MONEY.includes(method)
        ? 'mobile-money'
        : random.chance(0.72)
          ? own
          : 'history';
  const minor =
    received === undefined ? money.minor : Number(received) * 10 ** decimalsOf(currency);
  return {
    screen,
    platform: profile.name,
    minor: Math.round(minor),
    currency,
    seed: random.int(1, 2 ** 31),
  };
}

/** An amount as a script types it. */
export function typed(minor: number, currency: Currency): string {
  return (minor / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency));
}
