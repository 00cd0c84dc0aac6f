import { findPostingBursts, type PostingBurst } from './posting-bursts.ts';
import * as rule from './manipulation-detection-constants.ts';
import { binomialTail, fisherTail } from '#shared/core/tail-probabilities.ts';
import { addDays, daysBetween, middleOfMonth, monthOf, type Day } from '#shared/core/days.ts';

export const POST_DIRECTIONS = ['praise', 'blame'] as const;
export type PostDirection = (typeof POST_DIRECTIONS)[number];

/** A piece of evidence as input of the campaign detector. */
export type CampaignPost = {
  /** Key of the author: one member on one platform. */
  author: string;
  /** Shared by the authors whose accounts count as one voice. */
  voice: string;
  /**
   * Whether the post praises or blames the platform; `late` is a pending payout that is overdue but not
   * yet unpaid. Null for neither.
   */
  word: PostDirection | 'late' | null;
  postedOn: Day;
  /** Posted within the first days of its author's account. */
  young: boolean;
  established: boolean;
  proof: 'confirmed' | 'screenshot' | 'declared';
  /** Whether it could have proof; a pending payout has nothing to show yet. */
  provable: boolean;
};

/** Trusted members: how many posted, and how many of them said the opposite. */
export type WitnessContradiction = { witnesses: number; opposite: number };

type Stretch = { direction: PostDirection; from: Day; to: Day };
export type BurstFinding = Stretch & {
  kind: 'burst';
  voices: number;
  usual: number;
  days: number;
};
export type CohortFinding = Stretch & {
  kind: 'cohort';
  /**
   * Number of voices that posted in the direction in the period; `young` is that of those with a
   * young account.
   */
  voices: number;
  young: number;
  /** Number of young accounts usual for such a period; `usualShare` is their usual share. */
  usual: number;
  usualShare: number;
  days: number;
  contradiction: WitnessContradiction | null;
  /**
   * Authors whose posts weigh nothing while this finding stands; empty without a contradiction, and of
   * blame, which is never silenced.
   */
  suspects: readonly string[];
};
export type ProofGapFinding = Stretch & {
  kind: 'proof-gap';
  proven: number;
  provenPraise: number;
  unproven: number;
  unprovenPraise: number;
};
/** Accounts that count as one voice; it has no period. */
export type LockstepFinding = {
  kind: 'lockstep';
  direction: PostDirection;
  from: null;
  to: null;
  accounts: number;
  voices: number;
};
export type Campaign = BurstFinding | CohortFinding | ProofGapFinding | LockstepFinding;

type Dated = CampaignPost & { day: number };

const EPOCH: Day = '2000-01-01';
const numberOf = (day: Day): number => daysBetween(EPOCH, day);
const dayOf = (number: number): Day => addDays(EPOCH, number);

/**
 * Possible campaigns among the posts about one platform, observed since `watchedSince`. A burst,
 * and a burst of young accounts, are only reported. Posts lose their weight where a burst of young
 * accounts praises, and trusted members say the opposite.
 * @param voicedWork what accounts in lockstep say of tasks and clients: it helps to link them and
 * affects nothing else, since it does not tell whether the platform pays.
 */
export function findCampaigns(
  posts: readonly CampaignPost[],
  watchedSince: Day,
  now: Day,
  voicedWork: readonly CampaignPost[] = [],
): Campaign[] {
  const dated = posts.map((post) => ({ ...post, day: numberOf(post.postedOn) }));
  const [from, to] = [numberOf(watchedSince), numberOf(now)];
  const sides = POST_DIRECTIONS.flatMap((direction) => {
    const said = dated.filter(({ word }) => word === direction);
    const youngPosts = findPostingBursts(
      said.filter(({ young }) => young),
      from,
      to,
    );
    return [
      ...findPostingBursts(said, from, to).map((burst) => sayBurst(direction, burst)),
      ...youngPosts.flatMap((burst) => findCohort(dated, direction, burst, youngPosts) ?? []),
    ];
  });
  return [...sides, ...findProofGaps(dated, now), ...findSharedVoices([...dated, ...voicedWork])];
}

const stretchOf = (direction: PostDirection, { from, to }: PostingBurst): Stretch => ({
  direction,
  from: dayOf(from),
  to: dayOf(to),
});

function sayBurst(direction: PostDirection, burst: PostingBurst): BurstFinding {
  const { voices, usual, length: days } = burst;
  return { kind: 'burst', ...stretchOf(direction, burst), voices, usual, days };
}

/**
 * A burst of young accounts whose share is also larger than usual on this platform, or null: where
 * everybody posts more, it is no cohort.
 */
function findCohort(
  posts: readonly Dated[],
  direction: PostDirection,
  burst: PostingBurst,
  bursts: readonly PostingBurst[],
): CohortFinding | null {
  const inside = posts.filter(
    ({ day, word }) => word === direction && day >= burst.from && day <= burst.to,
  );
  const voices = countVoices(inside);
  const youngPosts = inside.filter(({ young }) => young);
  const before = posts.filter(
    ({ day }) =>
      day < burst.from &&
      day >= burst.from - rule.BURST_BASE_WEEKS * 7 &&
      !bursts.some((other) => day >= other.from && day <= other.to),
  );
  const usualShare = Math.max(
    rule.COHORT_MIN_USUAL_SHARE,
    (1 + countVoices(before.filter((post) => post.young))) / (2 + countVoices(before)),
  );
  const young = countVoices(youngPosts);
  if (binomialTail(young, voices, usualShare) >= rule.COHORT_MAX_CHANCE) return null;
  const contradiction = findContradiction(posts, direction, burst, youngPosts);
  return {
    kind: 'cohort',
    ...stretchOf(direction, burst),
    voices,
    young,
    usual: burst.usual,
    days: burst.length,
    usualShare,
    contradiction,
    suspects:
      contradiction === null || direction === 'blame' ? [] : suspectsAmong(youngPosts, posts),
  };
}

/**
 * Excludes members who have become established, or whose proof others confirmed, and those who blame as
 * well: their blame would lose its weight too.
 */
function suspectsAmong(youngPosts: readonly Dated[], posts: readonly Dated[]): string[] {
  const cleared = [
    ...youngPosts.filter(({ established, proof }) => established || proof === 'confirmed'),
    ...posts.filter(({ word }) => word === 'blame'),
  ];
  const authors = new Set(youngPosts.map(({ author }) => author));
  for (const { author } of cleared) authors.delete(author);
  return [...authors].toSorted();
}

/**
 * Whether trusted members said the opposite at about the same time: established members, and
 * members with a confirmed proof. A screenshot alone is too easily faked. An overdue claim supports
 * blame, so a platform that has just stopped paying contradicts nobody.
 */
function findContradiction(
  posts: readonly Dated[],
  direction: PostDirection,
  burst: PostingBurst,
  youngPosts: readonly Dated[],
): WitnessContradiction | null {
  const cohort = new Set(youngPosts.map(({ voice }) => voice));
  const sides = new Map<string, number>();
  for (const { voice, word, day, established, proof } of posts) {
    if (word === null || day < burst.from - rule.WITNESS_DAYS_BEFORE) continue;
    if (day > burst.to + rule.WITNESS_DAYS_AFTER) continue;
    const trusted = proof === 'confirmed' || (established && !cohort.has(voice));
    if (!trusted) continue;
    const agrees = word === direction || (word === 'late' && direction === 'blame');
    sides.set(voice, (sides.get(voice) ?? 0) + (agrees ? 1 : -1));
  }
  const words = [...sides.values()].filter((side) => side !== 0);
  const witnesses = words.length;
  const opposite = words.filter((side) => side < 0).length;
  if (opposite < rule.PUBLISHED_MIN_MEMBERS) return null;
  if (opposite / witnesses < rule.CONTRADICTION_MIN_SHARE) return null;
  const chance = fisherTail(opposite, witnesses, opposite, cohort.size);
  return chance < rule.CONTRADICTION_MAX_CHANCE ? { witnesses, opposite } : null;
}

/**
 * Months in which posts without proof say the opposite of those with proof. By published month, so
 * that anybody can recompute it.
 */
function findProofGaps(posts: readonly Dated[], now: Day): ProofGapFinding[] {
  const months = new Map<string, Dated[]>();
  const since = monthOf(addDays(now, -rule.CAMPAIGN_HORIZON_DAYS));
  for (const post of posts) {
    const month = monthOf(post.postedOn);
    if (month < since || !post.provable) continue;
    if (post.word !== 'praise' && post.word !== 'blame') continue;
    const inMonth = months.get(month) ?? [];
    inMonth.push(post);
    months.set(month, inMonth);
  }
  return [...months].flatMap(([month, inMonth]) => {
    const proven = inMonth.filter(({ proof }) => proof !== 'declared');
    const unproven = inMonth.filter(({ proof }) => proof === 'declared');
    const [withProof, without] = [countSides(proven), countSides(unproven)];
    if (Math.min(withProof.voices, without.voices) < rule.PUBLISHED_MIN_MEMBERS) return [];
    const direction = gapDirection(withProof, without);
    if (direction === null) return [];
    return [
      {
        kind: 'proof-gap' as const,
        direction,
        from: middleOfMonth(month),
        to: middleOfMonth(month),
        proven: withProof.voices,
        provenPraise: withProof.praise,
        unproven: without.voices,
        unprovenPraise: without.praise,
      },
    ];
  });
}

/**
 * Accounts here that share a voice with another one here, by the direction that the voice mostly
 * takes.
 */
function findSharedVoices(posts: readonly CampaignPost[]): LockstepFinding[] {
  const voices = new Map<string, { authors: Set<string>; side: number }>();
  for (const { voice, author, word } of posts) {
    if (word === null) continue;
    const one = voices.get(voice) ?? { authors: new Set(), side: 0 };
    one.authors.add(author);
    one.side += word === 'praise' ? 1 : -1;
    voices.set(voice, one);
  }
  const shared = [...voices.values()].filter(({ authors }) => authors.size > 1);
  return POST_DIRECTIONS.flatMap((direction) => {
    const these = shared.filter(({ side }) => side >= 0 === (direction === 'praise'));
    if (these.length === 0) return [];
    const accounts = these.reduce((sum, { authors }) => sum + authors.size, 0);
    return { kind: 'lockstep', direction, from: null, to: null, accounts, voices: these.length };
  });
}

type Sides = { voices: number; praise: number };

/** Counts members, and those who mostly praise; members with a tie are left out. */
function countSides(posts: readonly Dated[]): Sides {
  const sides = new Map<string, number>();
  for (const { voice, word } of posts) {
    sides.set(voice, (sides.get(voice) ?? 0) + (word === 'praise' ? 1 : -1));
  }
  const words = [...sides.values()].filter((side) => side !== 0);
  return { voices: words.length, praise: words.filter((side) => side > 0).length };
}

/** The direction of posts without proof against those with proof; null where they agree. */
function gapDirection(proven: Sides, unproven: Sides): PostDirection | null {
  const direction =
    proven.praise * unproven.voices < unproven.praise * proven.voices ? 'praise' : 'blame';
  const [high, low] = direction === 'praise' ? [unproven, proven] : [proven, unproven];
  if (high.praise / high.voices < rule.PROOF_GAP_SHARE) return null;
  if (low.praise / low.voices > 1 - rule.PROOF_GAP_SHARE + 1e-9) return null;
  const chance = fisherTail(high.praise, high.voices, high.praise + low.praise, low.voices);
  return chance < rule.PROOF_GAP_MAX_CHANCE ? direction : null;
}

function countVoices(posts: readonly Dated[]): number {
  return new Set(posts.map(({ voice }) => voice)).size;
}
