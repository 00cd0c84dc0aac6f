import { findBursts, type Burst } from './bursts.ts';
import * as rule from './campaign-constants.ts';
import { binomialTail, fisherTail } from '#shared/core/chances.ts';
import { addDays, daysBetween, middleOfMonth, monthOf, type Day } from '#shared/core/days.ts';

export const DIRECTIONS = ['praise', 'blame'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** One piece of evidence as the detector of campaigns sees it. */
export type CampaignPost = {
  /** One member on one platform. */
  author: string;
  /** The same for authors whose accounts count as one voice. */
  voice: string;
  /** `late`: a claim that is overdue and not yet unpaid. Null where it says neither. */
  word: Direction | 'late' | null;
  postedOn: Day;
  /** Posted within the first days of its author's account. */
  young: boolean;
  established: boolean;
  proof: 'confirmed' | 'screenshot' | 'declared';
  /** A claim that still waits has nothing to take a picture of. */
  provable: boolean;
};

/** Those who can be trusted: how many spoke, and how many of them said the opposite. */
export type Contradiction = { witnesses: number; opposite: number };

type Stretch = { direction: Direction; from: Day; to: Day };
export type BurstFinding = Stretch & {
  kind: 'burst';
  voices: number;
  usual: number;
  days: number;
};
export type CohortFinding = Stretch & {
  kind: 'cohort';
  /** Everybody who said so in that stretch, and how many of them with a young account. */
  voices: number;
  young: number;
  /** Young accounts that such a stretch usually has, and their usual share. */
  usual: number;
  usualShare: number;
  days: number;
  contradiction: Contradiction | null;
  /** The authors whose posts weigh nothing while this holds; none without a contradiction. */
  suspects: readonly string[];
};
export type ProofGapFinding = Stretch & {
  kind: 'proof-gap';
  proven: number;
  provenPraise: number;
  unproven: number;
  unprovenPraise: number;
};
/** Accounts that count as one voice; no stretch of days belongs to it. */
export type LockstepFinding = {
  kind: 'lockstep';
  direction: Direction;
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
 * What looks like a campaign among the posts about one platform, watched since `watchedSince`.
 * A burst, and a burst of young accounts, are only said. Posts weigh nothing where a burst of young
 * accounts also contradicts what those say who can be trusted.
 * @param voicedWork what accounts in lockstep say of tasks and clients: it makes them one voice, and
 * enters into nothing else, since it does not tell whether the platform pays.
 */
export function findCampaigns(
  posts: readonly CampaignPost[],
  watchedSince: Day,
  now: Day,
  voicedWork: readonly CampaignPost[] = [],
): Campaign[] {
  const dated = posts.map((post) => ({ ...post, day: numberOf(post.postedOn) }));
  const [from, to] = [numberOf(watchedSince), numberOf(now)];
  const sides = DIRECTIONS.flatMap((direction) => {
    const said = dated.filter(({ word }) => word === direction);
    const fresh = findBursts(
      said.filter(({ young }) => young),
      from,
      to,
    );
    return [
      ...findBursts(said, from, to).map((burst) => sayBurst(direction, burst)),
      ...fresh.flatMap((burst) => findCohort(dated, direction, burst, fresh) ?? []),
    ];
  });
  return [...sides, ...findProofGaps(dated, now), ...findSharedVoices([...dated, ...voicedWork])];
}

const stretchOf = (direction: Direction, { from, to }: Burst): Stretch => ({
  direction,
  from: dayOf(from),
  to: dayOf(to),
});

function sayBurst(direction: Direction, burst: Burst): BurstFinding {
  const { voices, usual, length: days } = burst;
  return { kind: 'burst', ...stretchOf(direction, burst), voices, usual, days };
}

/**
 * A burst of young accounts that are also a larger share of who spoke than this platform is used
 * to, or null: where everybody speaks more, it is no cohort.
 */
function findCohort(
  posts: readonly Dated[],
  direction: Direction,
  burst: Burst,
  bursts: readonly Burst[],
): CohortFinding | null {
  const inside = posts.filter(
    ({ day, word }) => word === direction && day >= burst.from && day <= burst.to,
  );
  const voices = countVoices(inside);
  const fresh = inside.filter(({ young }) => young);
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
  const young = countVoices(fresh);
  if (binomialTail(young, voices, usualShare) >= rule.COHORT_MAX_CHANCE) return null;
  const contradiction = findContradiction(posts, direction, burst, fresh);
  return {
    kind: 'cohort',
    ...stretchOf(direction, burst),
    voices,
    young,
    usual: burst.usual,
    days: burst.length,
    usualShare,
    contradiction,
    suspects: contradiction === null ? [] : suspectsAmong(fresh),
  };
}

/** Who has become established, or has shown a proof that others confirmed, answers for herself. */
function suspectsAmong(fresh: readonly Dated[]): string[] {
  const cleared = fresh.filter(({ established, proof }) => established || proof === 'confirmed');
  const authors = new Set(fresh.map(({ author }) => author));
  for (const { author } of cleared) authors.delete(author);
  return [...authors].toSorted();
}

/**
 * Whether those who can be trusted said the opposite at about the same time: established members,
 * and whoever showed a proof that others confirmed. A picture alone is too easily made. A claim
 * that is late speaks for the blame: so a platform that has just stopped paying contradicts nobody.
 */
function findContradiction(
  posts: readonly Dated[],
  direction: Direction,
  burst: Burst,
  fresh: readonly Dated[],
): Contradiction | null {
  const cohort = new Set(fresh.map(({ voice }) => voice));
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
 * Months in which posts without proof say the opposite of those with one. By month, which is
 * published, so that anyone can count again.
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

/** Accounts here that share a voice with another one here, by what the voice rather says. */
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
  return DIRECTIONS.flatMap((direction) => {
    const these = shared.filter(({ side }) => side >= 0 === (direction === 'praise'));
    if (these.length === 0) return [];
    const accounts = these.reduce((sum, { authors }) => sum + authors.size, 0);
    return { kind: 'lockstep', direction, from: null, to: null, accounts, voices: these.length };
  });
}

type Sides = { voices: number; praise: number };

/** Members, and those of them who rather praise; who says as much of both is left out. */
function countSides(posts: readonly Dated[]): Sides {
  const sides = new Map<string, number>();
  for (const { voice, word } of posts) {
    sides.set(voice, (sides.get(voice) ?? 0) + (word === 'praise' ? 1 : -1));
  }
  const words = [...sides.values()].filter((side) => side !== 0);
  return { voices: words.length, praise: words.filter((side) => side > 0).length };
}

/** Which way the posts without proof speak, against those with one; null where they agree. */
function gapDirection(proven: Sides, unproven: Sides): Direction | null {
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
