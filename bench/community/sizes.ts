import type { Sizes } from './ground.ts';

/** Members of the forum that this site follows. */
export const FULL_MEMBERS = 44_898;
export const FULL_POSTS = 153_000;
/** Sizes at that number; smaller communities are scaled. */
const FULL = { payouts: 100_000, reviews: 12_000, tasks: 1_200, clients: 300 };
const FEWEST = { payouts: 120, reviews: 30, tasks: 12, clients: 6 };

type Evidence = keyof typeof FULL;

/** Requested members and posts, and scaled defaults for the rest. */
export function sizesOf(
  members: number,
  posts: number,
  asked: Partial<Record<Evidence, number>> = {},
): Sizes {
  const share = members / FULL_MEMBERS;
  const of = (what: Evidence): number =>
    asked[what] ?? Math.max(FEWEST[what], Math.round(FULL[what] * share));
  return {
    members,
    posts,
    payouts: of('payouts'),
    reviews: of('reviews'),
    tasks: of('tasks'),
    clients: of('clients'),
  };
}
