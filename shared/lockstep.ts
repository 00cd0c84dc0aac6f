import * as rule from './campaign-constants.ts';

/** What an account said about a platform on a day; days are whole numbers. */
export type Step = {
  account: string;
  platform: string;
  direction: 'praise' | 'blame';
  day: number;
};

/**
 * Accounts that post in step: about the same platforms, in the same direction, within days of each
 * other, on several occasions, more often than chance brings two people together. Groups of them,
 * each to count as one voice.
 */
export function findLockstep(steps: readonly Step[]): string[][] {
  const days = steps.map(({ day }) => day);
  const span =
    days.reduce((a, b) => Math.max(a, b), 0) - days.reduce((a, b) => Math.min(a, b), Infinity) + 1;
  const byAccount = accountsWithEnough(steps);
  const byPlatform = groupByPlatform([...byAccount.values()].flat());
  const links: Link[] = [];
  for (const [account, own] of byAccount) {
    for (const [other, meetings] of meetingsOf(account, own, byPlatform)) {
      const chance = chanceOf(meetings, own, byAccount.get(other) ?? [], span);
      if (chance < rule.LOCKSTEP_MAX_CHANCE) links.push({ account, other, chance });
    }
  }
  return components(links)
    .filter(({ accounts, chance }) => accounts.length > 2 || chance < rule.LOCKSTEP_PAIR_MAX_CHANCE)
    .map(({ accounts }) => accounts);
}

type Link = { account: string; other: string; chance: number };
/** That two accounts said the same about a platform at the same time. */
type Meeting = { platform: string; day: number };

const keyOf = ({ platform, direction }: Step): string => `${direction} ${platform}`;

/** Only who posts about enough platforms can be in step with anybody: most members do not. */
function accountsWithEnough(steps: readonly Step[]): Map<string, Step[]> {
  const byAccount = new Map<string, Step[]>();
  for (const step of steps) {
    const own = byAccount.get(step.account) ?? [];
    own.push(step);
    byAccount.set(step.account, own);
  }
  for (const [account, own] of byAccount) {
    const platforms = new Set(own.map(({ platform }) => platform));
    if (platforms.size < rule.LOCKSTEP_MIN_PLATFORMS) byAccount.delete(account);
  }
  return byAccount;
}

/** The posts of one direction about one platform, by day. */
function groupByPlatform(steps: readonly Step[]): Map<string, Map<number, Step[]>> {
  const byPlatform = new Map<string, Map<number, Step[]>>();
  for (const step of steps) {
    const byDay = byPlatform.get(keyOf(step)) ?? new Map<number, Step[]>();
    const onDay = byDay.get(step.day) ?? [];
    onDay.push(step);
    byDay.set(step.day, onDay);
    byPlatform.set(keyOf(step), byDay);
  }
  return byPlatform;
}

/** Whom an account met, and on which platforms; each pair is looked at once. */
function meetingsOf(
  account: string,
  own: readonly Step[],
  byPlatform: ReadonlyMap<string, ReadonlyMap<number, readonly Step[]>>,
): Map<string, Meeting[]> {
  const met = new Map<string, Meeting[]>();
  for (const step of own) {
    const byDay = byPlatform.get(keyOf(step));
    for (let day = step.day - rule.LOCKSTEP_DAYS; day <= step.day + rule.LOCKSTEP_DAYS; day += 1) {
      for (const { account: other } of byDay?.get(day) ?? []) {
        if (other <= account) continue;
        const meetings = met.get(other) ?? [];
        meetings.push({ platform: keyOf(step), day: step.day });
        met.set(other, meetings);
      }
    }
  }
  for (const [other, meetings] of met) {
    const platforms = new Set(meetings.map(({ platform }) => platform.split(' ')[1]));
    if (platforms.size < rule.LOCKSTEP_MIN_PLATFORMS) met.delete(other);
  }
  return met;
}

/**
 * How often chance alone brings two accounts together as often as that. Each occasion counts by the
 * platform on which meeting was least likely: who posts often meets everybody.
 */
function chanceOf(
  meetings: readonly Meeting[],
  own: readonly Step[],
  others: readonly Step[],
  span: number,
): number {
  const window = 2 * rule.LOCKSTEP_DAYS + 1;
  const meets = (platform: string): number => {
    const pairs = countDays(own, platform) * countDays(others, platform);
    return 1 - (1 - Math.min(1, window / span)) ** pairs;
  };
  const unlikely = new Map<string, number>();
  for (const { platform } of meetings) {
    if (!unlikely.has(platform)) unlikely.set(platform, meets(platform));
  }
  const chances = (meeting: Meeting): number => unlikely.get(meeting.platform) ?? 1;
  const used = new Set<string>();
  const occasions: number[] = [];
  let chance = 1;
  // The least likely first; a platform and an occasion count once.
  for (const meeting of meetings.toSorted((a, b) => chances(a) - chances(b) || a.day - b.day)) {
    const near = occasions.some((day) => Math.abs(day - meeting.day) < rule.LOCKSTEP_OCCASION_DAYS);
    if (near || used.has(meeting.platform)) continue;
    used.add(meeting.platform);
    occasions.push(meeting.day);
    chance *= chances(meeting);
  }
  return chance;
}

function countDays(steps: readonly Step[], key: string): number {
  return new Set(steps.filter((step) => keyOf(step) === key).map(({ day }) => day)).size;
}

/** Accounts that hang together by links, with the chance of the least likely one. */
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
