import * as rule from './manipulation-detection-constants.ts';
import { poissonTail } from '#shared/core/tail-probabilities.ts';

/** One member's posts of one direction on one day; days are integers. */
export type MemberPost = { voice: string; day: number };

/** A period of days, both ends included, in which more members posted than usual. */
export type PostingBurst = {
  from: number;
  to: number;
  /** Length of the detecting window, in days. */
  length: number;
  voices: number;
  /** Members usual for such a window. */
  usual: number;
};

const WEEK = 7;
const LONGEST_WINDOW = Math.max(...rule.BURST_WINDOWS_DAYS);
/** Length in days of the baseline of a window: the weeks before it, and the one in which it begins. */
const BASELINE_DAYS = (rule.BURST_BASE_WEEKS + 1) * WEEK;

/**
 * Bursts among posts of one direction, clearest first: windows in which more members posted than
 * the platform's preceding weeks predict. A member counts once per window, however much she posts.
 * Days of one burst are left out of what is usual for another.
 */
export function findPostingBursts(
  said: readonly MemberPost[],
  watchedFrom: number,
  now: number,
): PostingBurst[] {
  // Drops older posts: they are neither in a window that matters nor in its baseline.
  const posts = numberVoices(
    said.filter(
      ({ day }) => now - day <= rule.CAMPAIGN_HORIZON_DAYS + LONGEST_WINDOW + BASELINE_DAYS,
    ),
  ).toSorted((a, b) => a.day - b.day);
  const bursts: PostingBurst[] = [];
  while (bursts.length < rule.MAX_BURSTS_PER_DIRECTION) {
    const left = posts.filter(({ day }) => !within(bursts, day));
    const usual = usualAWeek(left, bursts, watchedFrom);
    const best = rule.BURST_WINDOWS_DAYS.map((length) => clearest(left, length, usual, now))
      .filter((found) => found !== null)
      .toSorted((a, b) => a.chance - b.chance)[0];
    if (best === undefined) return bursts;
    bursts.push(best.burst);
  }
  return bursts;
}

/** A post whose voice is an index from 0, so that counters fit an array. */
type Numbered = { voice: number; day: number };

function numberVoices(said: readonly MemberPost[]): Numbered[] {
  const numbers = new Map<string, number>();
  return said.map(({ voice, day }) => {
    const number = numbers.get(voice) ?? numbers.size;
    numbers.set(voice, number);
    return { voice: number, day };
  });
}

type Found = { burst: PostingBurst; chance: number };

/** The window of one length that chance explains least, or null where none is a burst. */
function clearest(
  posts: readonly Numbered[],
  length: number,
  usualAt: (day: number) => number | null,
  now: number,
): Found | null {
  const inside = countInside(posts);
  const oldest = now - rule.CAMPAIGN_HORIZON_DAYS;
  // Windows that start too early are skipped, but a window's first days may lie before the horizon.
  let first = posts.findIndex(({ day }) => day > oldest - length);
  if (first === -1) return null;
  let next = first;
  let best: Found | null = null;
  // Windows need to end only on days with a post: later ends add no members.
  for (const [index, { day }] of posts.entries()) {
    if (day < oldest || posts[index + 1]?.day === day) continue;
    for (; next <= index; next += 1) inside.change(posts[next], 1);
    for (; (posts[first]?.day ?? day) <= day - length; first += 1) inside.change(posts[first], -1);
    const from = posts[first]?.day ?? day;
    if (from < oldest) continue;
    const aWeek = usualAt(day - length + 1);
    if (aWeek === null) continue;
    const usual = (aWeek * length) / WEEK;
    if (inside.voices() <= usual) continue;
    const chance = poissonTail(inside.voices(), usual);
    if (chance >= rule.BURST_MAX_CHANCE || (best !== null && chance >= best.chance)) continue;
    best = { chance, burst: { from, to: day, length, voices: inside.voices(), usual } };
  }
  return best;
}

/** Makes a counter of the voices with posts in a sliding window. */
function countInside(posts: readonly Numbered[]) {
  const counts = new Int32Array(posts.reduce((most, { voice }) => Math.max(most, voice + 1), 0));
  let voices = 0;
  return {
    voices: () => voices,
    change: (post: Numbered | undefined, by: 1 | -1): void => {
      if (post === undefined) return;
      const before = counts[post.voice] ?? 0;
      counts[post.voice] = before + by;
      if (before === 0) voices += 1;
      else if (before + by === 0) voices -= 1;
    },
  };
}

/** Members per week in the half-year before a day; null when too few weeks were observed. */
function usualAWeek(
  posts: readonly Numbered[],
  bursts: readonly PostingBurst[],
  watchedFrom: number,
): (day: number) => number | null {
  const weeks = new Map<number, Set<number>>();
  for (const { voice, day } of posts) {
    const week = Math.floor(day / WEEK);
    const members = weeks.get(week) ?? new Set();
    weeks.set(week, members.add(voice));
  }
  const isUsual = (week: number): boolean =>
    week * WEEK >= watchedFrom &&
    !bursts.some(({ from, to }) => from < (week + 1) * WEEK && to >= week * WEEK);
  const known = new Map<number, number | null>();
  return (day) => {
    const before = Math.floor(day / WEEK);
    const seen = known.get(before);
    if (seen !== undefined) return seen;
    let [sum, counted] = [0, 0];
    for (let week = before - rule.BURST_BASE_WEEKS; week < before; week += 1) {
      if (!isUsual(week)) continue;
      sum += weeks.get(week)?.size ?? 0;
      counted += 1;
    }
    const enough = counted >= rule.BURST_MIN_OBSERVED_WEEKS;
    const usual = enough ? Math.max(rule.BURST_MIN_USUAL_MEMBERS_PER_WEEK, sum / counted) : null;
    known.set(before, usual);
    return usual;
  };
}

function within(bursts: readonly PostingBurst[], day: number): boolean {
  return bursts.some(({ from, to }) => day >= from && day <= to);
}
