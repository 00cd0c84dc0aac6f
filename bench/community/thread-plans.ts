import { PROFILES } from '#demo/profiles.ts';
import type { Random } from '#demo/random.ts';
import { drawLogNormal, drawWait } from './chance.ts';
import type { Topic } from './sentences-fr.ts';
import { DAY_MS, YEARS, drawHappenings, growthMoment, type Happening } from './time.ts';

/** Failing platforms are invented, as in the demo. */
export const FAILING: readonly string[] = ['tacheo', 'piecettes', 'sondomatic'];
export const LONGEST_THREAD = 5_000;
/** The longest thread's maximum share of all posts. */
const LONGEST_SHARE = 0.035;
const SIZE_TAIL = 1.15;
const ONE_POST = 0.12;
/** Share of threads about an event that affected many. */
const BY_HAPPENING = 0.22;
const DAYS_AFTER = 6;

/** Default categories by slug, with frequency and topic. */
const CATEGORIES: readonly (readonly [{ category: string; topic: Topic }, number])[] = [
  [{ category: 'paiements', topic: 'payment' }, 26],
  [{ category: 'microtaches', topic: 'tasks' }, 26],
  [{ category: 'missions-locales', topic: 'local' }, 13],
  [{ category: 'tests-et-sondages', topic: 'surveys' }, 12],
  [{ category: 'astuces', topic: 'tips' }, 10],
  [{ category: 'organisation', topic: 'organising' }, 7],
  [{ category: 'le-site', topic: 'site' }, 6],
];

export type ThreadPlan = {
  readonly category: string;
  readonly topic: Topic;
  /** Its main platform. */
  readonly slug: string;
  /** Times of its posts, to the second. */
  readonly moments: readonly number[];
};

/** Threads with this many posts in total, earliest first: one very long, many short. */
export function planThreads(posts: number, until: Date, random: Random): ThreadPlan[] {
  const happenings = drawHappenings(
    until,
    { failing: FAILING, working: PROFILES.slice(0, 6).map(({ slug }) => slug) },
    random,
  );
  return drawSizes(posts, random)
    .map((size, index) => planThread(size, index === 0, happenings, until, random))
    .toSorted((a, b) => (a.moments[0] ?? 0) - (b.moments[0] ?? 0));
}

/** Longest first; the last gets the rest. */
function drawSizes(posts: number, random: Random): number[] {
  const longest = Math.max(1, Math.min(LONGEST_THREAD, Math.floor(posts * LONGEST_SHARE)));
  const sizes = [longest];
  for (let left = posts - longest; left > 0;) {
    const drawn = random.chance(ONE_POST)
      ? 1
      : Math.floor(2 * (1 - random.next()) ** (-1 / SIZE_TAIL));
    const size = Math.min(left, drawn, Math.ceil(longest / 2));
    sizes.push(size);
    left -= size;
  }
  return sizes;
}

function planThread(
  size: number,
  longest: boolean,
  happenings: readonly Happening[],
  until: Date,
  random: Random,
): ThreadPlan {
  const happening = !longest && random.chance(BY_HAPPENING) ? random.pick(happenings) : null;
  const end = until.getTime();
  const start = longest
    ? end - YEARS * 350 * DAY_MS
    : happening === null
      ? growthMoment(until, YEARS * 365 - 20, random)
      : Math.min(end - 60_000, happening.at + drawWait(DAYS_AFTER * DAY_MS, random));
  const pace = happening === null ? 1.2 * size ** 0.8 : 0.3 * size ** 0.7;
  const life = longest
    ? end - start - DAY_MS
    : Math.min(end - start, drawLogNormal(pace, 1, random) * DAY_MS);
  const moments = spread(start, life, size, random);
  if (happening?.fails === true) {
    return { category: 'paiements', topic: 'failing', slug: happening.slug, moments };
  }
  const about = random.pickWeighted(CATEGORIES);
  return { ...about, slug: happening?.slug ?? drawPlatform(about.topic, random), moments };
}

/** Dense first, then slower; in waking hours, with distinct seconds. */
function spread(start: number, life: number, size: number, random: Random): number[] {
  const steps = Array.from({ length: size - 1 }, (_, index) =>
    drawWait(1 + (2 * index) / size, random),
  );
  const sum = steps.reduce((all, step) => all + step, 0) || 1;
  let [at, last] = [start, 0];
  return [0, ...steps].map((step) => {
    at += (step / sum) * life * 0.98;
    last = Math.max(last + 1_000, Math.floor(awake(at) / 1_000) * 1_000);
    return last;
  });
}

/** Compresses each day into waking hours, keeping the order. */
function awake(moment: number): number {
  const begins = Math.floor(moment / DAY_MS) * DAY_MS;
  return begins + DAY_MS / 4 + (moment - begins) * 0.75;
}

function drawPlatform(topic: Topic, random: Random): string {
  const fitting = PROFILES.filter(({ topic: of }) => {
    if (topic === 'local') return of === 'local';
    return topic === 'surveys' ? of === 'survey' || of === 'test' : true;
  });
  return random.pickWeighted(fitting.map(({ slug, payouts }) => [slug, payouts] as const));
}
