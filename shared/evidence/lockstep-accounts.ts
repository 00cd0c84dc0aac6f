import * as rule from './manipulation-detection-constants.ts';
import { groupBy } from '#shared/core/group-by.ts';

/** A post of an account about a platform on a day, reduced to its direction; days are integers. */
export type PostingStep = {
  account: string;
  platform: string;
  /** Whether it says that the platform pays, or is about its tasks and their clients. */
  about: 'pay' | 'work';
  direction: 'praise' | 'blame';
  day: number;
};

/**
 * Detects accounts that post in step: about the same platforms, in the same direction, within days
 * of each other, on several occasions, more often than chance would bring two people together
 * within `span` days, the period in which anybody posted. Returns groups, each to count as one
 * voice.
 */
export function findLockstepAccounts(steps: readonly PostingStep[], span: number): string[][] {
  const window = Math.min(1, (2 * rule.LOCKSTEP_DAYS + 1) / span);
  const accounts = accountsWithEnough(steps, window);
  const byPlatform = groupByPlatform(accounts);
  const metAlready = new Float64Array(accounts.length);
  const platformsMet = new Uint16Array(accounts.length);
  const links: Link[] = [];
  for (const [index, { account, own, days }] of accounts.entries()) {
    const others = metOften(index, own, byPlatform, metAlready, platformsMet);
    for (const other of others) {
      const them = accounts[other];
      if (them === undefined) continue;
      if (
        leastChance(days, (key) => them.days.get(key)?.size ?? 0, window) >=
        rule.LOCKSTEP_MAX_CHANCE
      )
        continue;
      const chance = chanceOf(days, them.days, window);
      if (chance < rule.LOCKSTEP_MAX_CHANCE) links.push({ account, other: them.account, chance });
    }
  }
  return components(links)
    .filter(
      ({ accounts: group, chance }) => group.length > 2 || chance < rule.LOCKSTEP_PAIR_MAX_CHANCE,
    )
    .map(({ accounts: group }) => group);
}

type Link = { account: string; other: string; chance: number };
/** Days on which an account posted about a platform in one direction. */
type Days = ReadonlyMap<string, ReadonlySet<number>>;
type Account = { account: string; own: readonly PostingStep[]; days: Days };
/** Account indexes by day, for one platform and direction. */
type ByDay = Map<number, number[]>;

const keyOf = ({ platform, about, direction }: PostingStep): string =>
  `${platform} ${about} ${direction}`;
const platformOf = (key: string): string => key.split(' ')[0] ?? key;

/**
 * Groups the posts of each account by platform, and drops accounts that cannot be in step: those
 * that post about too few platforms, or on so many days that they meet everybody. Most drop out.
 */
function accountsWithEnough(steps: readonly PostingStep[], window: number): Account[] {
  return [...groupBy(steps, ({ account }) => account)]
    .map(([account, own]) => ({
      account,
      own: own.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
      days: daysByKey(own),
    }))
    .filter(({ own, days }) => {
      const platforms = new Set(own.map(({ platform }) => platform));
      if (platforms.size < rule.LOCKSTEP_MIN_PLATFORMS) return false;
      return leastChance(days, () => 1, window) < rule.LOCKSTEP_MAX_CHANCE;
    });
}

function groupByPlatform(accounts: readonly Account[]): Map<string, ByDay> {
  const byPlatform = new Map<string, ByDay>();
  for (const [index, { own }] of accounts.entries()) {
    for (const step of own) {
      const byDay: ByDay = byPlatform.get(keyOf(step)) ?? new Map<number, number[]>();
      const onDay = byDay.get(step.day);
      if (onDay === undefined) byDay.set(step.day, [index]);
      else onDay.push(index);
      byPlatform.set(keyOf(step), byDay);
    }
  }
  return byPlatform;
}

/**
 * The later accounts in the list that an account met on enough platforms; earlier ones have
 * compared themselves already. The two arrays are shared by all accounts to avoid an allocation per
 * pair.
 */
function metOften(
  index: number,
  own: readonly PostingStep[],
  byPlatform: ReadonlyMap<string, ByDay>,
  metAlready: Float64Array,
  platformsMet: Uint16Array,
): number[] {
  const met: number[] = [];
  let [platform, platforms] = ['', 0];
  for (const step of own) {
    if (step.platform !== platform) platforms += 1;
    ({ platform } = step);
    const stamp = index * MAX_PLATFORMS + platforms;
    const byDay = byPlatform.get(keyOf(step));
    for (let day = step.day - rule.LOCKSTEP_DAYS; day <= step.day + rule.LOCKSTEP_DAYS; day += 1) {
      for (const other of byDay?.get(day) ?? []) {
        if (other <= index || metAlready[other] === stamp) continue;
        const before = (metAlready[other] ?? 0) > index * MAX_PLATFORMS;
        platformsMet[other] = before ? (platformsMet[other] ?? 0) + 1 : 1;
        metAlready[other] = stamp;
        if (platformsMet[other] === rule.LOCKSTEP_MIN_PLATFORMS) met.push(other);
      }
    }
  }
  return met;
}
/** Exceeds the number of platforms: it keeps the stamps of two accounts apart. */
const MAX_PLATFORMS = 1_000_000;

/**
 * Probability that two accounts with these numbers of posting days post within one window by
 * chance.
 */
const meetingChance = (own: number, their: number, window: number): number =>
  1 - (1 - window) ** (own * their);

/**
 * Lower bound of `chanceOf`, whatever the days; spares most comparisons.
 * @param daysOf the number of the other account's posting days by key.
 */
function leastChance(own: Days, daysOf: (key: string) => number, window: number): number {
  const least = new Map<string, number>();
  for (const [key, days] of own) {
    const their = daysOf(key);
    if (their === 0) continue;
    const platform = platformOf(key);
    const chance = meetingChance(days.size, their, window);
    least.set(platform, Math.min(least.get(platform) ?? 1, chance));
  }
  let product = 1;
  for (const chance of least.values()) product *= chance;
  return product;
}

/**
 * Probability that chance alone brings two accounts together this often. Each platform and occasion
 * counts once, least likely meetings first: frequent posters meet everybody.
 */
function chanceOf(own: Days, others: Days, window: number): number {
  const meetings = [...own].flatMap(([key, days]) => {
    const their = [...(others.get(key) ?? [])];
    const chance = meetingChance(days.size, their.length, window);
    const near = (day: number): boolean =>
      their.some((other) => Math.abs(other - day) <= rule.LOCKSTEP_DAYS);
    const platform = platformOf(key);
    return [...days].filter(near).map((day) => ({ platform, day, chance }));
  });
  const counted: typeof meetings = [];
  for (const meeting of meetings.toSorted((a, b) => a.chance - b.chance || a.day - b.day)) {
    const known = counted.some(
      ({ platform, day }) =>
        platform === meeting.platform || Math.abs(day - meeting.day) < rule.LOCKSTEP_OCCASION_DAYS,
    );
    if (!known) counted.push(meeting);
  }
  return counted.reduce((chance, meeting) => chance * meeting.chance, 1);
}

function daysByKey(steps: readonly PostingStep[]): Days {
  const days = new Map<string, Set<number>>();
  for (const step of steps) {
    const known = days.get(keyOf(step)) ?? new Set<number>();
    days.set(keyOf(step), known.add(step.day));
  }
  return days;
}

/** Connected components of linked accounts, with the probability of the least likely link. */
function components(links: readonly Link[]): { accounts: string[]; chance: number }[] {
  const parents = new Map<string, string>();
  const rootOf = (account: string): string => {
    const parent = parents.get(account) ?? account;
    if (parent === account) return account;
    const root = rootOf(parent);
    parents.set(account, root);
    return root;
  };
  for (const { account, other } of links) parents.set(rootOf(other), rootOf(account));
  const groups = new Map<string, { accounts: Set<string>; chance: number }>();
  for (const { account, other, chance } of links) {
    const group = groups.get(rootOf(account)) ?? { accounts: new Set(), chance: 1 };
    group.accounts.add(account).add(other);
    group.chance = Math.min(group.chance, chance);
    groups.set(rootOf(account), group);
  }
  return [...groups.values()].map(({ accounts, chance }) => ({
    accounts: [...accounts].toSorted(),
    chance,
  }));
}
