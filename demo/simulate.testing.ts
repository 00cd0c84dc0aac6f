import {
  campaignPostsOfPayouts,
  campaignPostOfReview,
} from '#server/evidence/manipulation-detection/detect-manipulation.ts';
import { dayToDate } from '#server/database/db.ts';
import { YOUNG_ACCOUNT_DAYS } from '#shared/evidence/manipulation-detection-constants.ts';
import {
  findCampaigns,
  type Campaign,
  type CampaignPost,
} from '#shared/evidence/manipulation-detection.ts';
import { addDays, daysBetween, monthOf, today, type Day } from '#shared/core/days.ts';
import { isEstablishmentRunDue, type EstablishmentRun } from '#shared/identity/established.ts';
import { isEstablished } from './established.testing.ts';
import type { PayoutFacts } from '#shared/evidence/payouts.ts';
import type { ReviewFacts } from '#shared/evidence/reviews.ts';
import type { PayoutEvidence } from '#shared/evidence/payout-evidence.ts';
import {
  computeStanding,
  type PreviousStanding,
  type Standing,
} from '#shared/evidence/standing.ts';
import { INVENTED } from './facts.ts';
import type { Act, Community, DemoEvent } from './plan.ts';
import { toLoaded, type Held, type Loaded, type Promised } from './simulate-payout.testing.ts';

type Reviewed = { member: string; facts: ReviewFacts; on: Day };
/** With every state that it has been through, the first one first. */
export type SimulatedStanding = Standing & {
  readonly past: Standing['state'][];
  /** All that was ever found of campaigns. */
  readonly findings: Map<string, Campaign>;
};

/** Mean of the days that the site draws. */
const COUNTING_DAYS = 7;

type Piece = { key: string; month: string };

type World = {
  joined: Map<string, Day>;
  created: Map<string, Day>;
  payouts: Map<string, Held>;
  pieces: Map<string, Piece[]>;
  established: Set<string>;
  reviews: Map<string, Map<string, Reviewed>>;
  promises: Map<string, Promised[]>;
  closed: Set<string>;
  /** The day on which a member last withdrew a payout of a platform. */
  withdrew: Map<string, Day>;
};

/**
 * Simulates a plan without a database: each platform's standing, computed weekly, and when established
 * members change.
 * @param countingDays days after a report until it counts, which the site draws.
 */
export function simulateStandings(
  community: Community,
  now: Date,
  countingDays = COUNTING_DAYS,
): Map<string, SimulatedStanding> {
  const world: World = {
    joined: new Map(),
    created: new Map(),
    payouts: new Map(),
    pieces: new Map(),
    established: new Set(),
    reviews: new Map(),
    promises: new Map(),
    closed: new Set(),
    withdrew: new Map(),
  };
  const standings = new Map<string, SimulatedStanding>();
  const touched = new Set<string>();
  const start = community.events[0]?.at ?? now;
  const refresh = (slug: string, day: Day): void => {
    const before = standings.get(slug);
    const previous: PreviousStanding | null = before ?? null;
    const findings = before?.findings ?? new Map<string, Campaign>();
    const payouts = findEvidence(world, slug, today(start), day, countingDays, findings);
    const closed = world.closed.has(slug);
    const standing = computeStanding({ payouts, previous, closed, now: day });
    const past = before?.past ?? [];
    if (past.at(-1) !== standing.state) past.push(standing.state);
    standings.set(slug, { ...standing, past, findings });
  };

  let turn: EstablishmentRun | null = null;
  const turns = (day: Day): boolean => {
    if (!isEstablishmentRunDue(turn, day)) return false;
    const before = world.established;
    world.established = findEstablished(world);
    turn = { day, established: world.established.size };
    const members = [...before, ...world.established];
    return members.some((member) => before.has(member) !== world.established.has(member));
  };

  let day = today(start);
  for (const event of [...community.events, null]) {
    const until = event?.at ?? now;
    for (; dayToDate(day) < until; day = addDays(day, 1)) {
      const round = daysBetween(today(start), day) % 7 === 0;
      if (turns(day) || round) for (const slug of touched) refresh(slug, day);
    }
    if (event === null) break;
    const slug = apply(event, world);
    if (slug !== null) touched.add(slug);
  }
  turns(today(now));
  for (const slug of touched) refresh(slug, today(now));
  return standings;
}

function findEstablished({ pieces, payouts }: World): Set<string> {
  const able = [...pieces].filter(([, own]) =>
    isEstablished(
      own.map(({ key, month }) => ({ month, openDoubt: payouts.get(key)?.doubted === true })),
    ),
  );
  return new Set(able.map(([member]) => member));
}

function findEvidence(
  world: World,
  slug: string,
  start: Day,
  day: Day,
  countingDays: number,
  findings: Map<string, Campaign>,
): PayoutEvidence[] {
  const established = (member: string): boolean => world.established.has(member);
  const young = (member: string, on: Day): boolean =>
    daysBetween(world.joined.get(member) ?? start, on) <= YOUNG_ACCOUNT_DAYS;
  const held = [...world.payouts.values()].filter((payout) => payout.slug === slug);
  const promises = world.promises.get(slug) ?? [];
  const loaded: Loaded[] = held
    .map((payout) => {
      const withdrewOn = world.withdrew.get(`${payout.member} ${slug}`) ?? null;
      return toLoaded(payout, established, young, promises, withdrewOn, countingDays, day);
    })
    .filter(({ evidence }) => evidence.countsFrom <= day);
  const reviews = [...(world.reviews.get(slug)?.values() ?? [])]
    .filter(({ facts }) => !facts.solicited)
    .map(({ member, facts, on }) => {
      const base = {
        authorId: member,
        voice: null,
        postedOn: on,
        young: young(member, on),
        brought: false,
      };
      return campaignPostOfReview({ ...facts, ...base, established: established(member) });
    });
  const posts: CampaignPost[] = [...campaignPostsOfPayouts(loaded, day), ...reviews];
  const first = posts.map(({ postedOn }) => postedOn).toSorted()[0];
  const created = world.created.get(slug) ?? start;
  const since = first !== undefined && first < created ? first : created;
  const suspects = new Set<string>();
  for (const campaign of findCampaigns(posts, since, day)) {
    findings.set(`${campaign.kind} ${campaign.direction}`, campaign);
    if ('suspects' in campaign) for (const author of campaign.suspects) suspects.add(author);
  }
  return loaded.map(({ evidence, facts }) => ({
    ...evidence,
    suspect: suspects.has(facts.authorId),
  }));
}

function apply({ at, member, act }: DemoEvent, world: World): string | null {
  const { payouts, pieces, reviews, promises, closed } = world;
  const day = today(at);
  const bring = (key: string): void =>
    void pieces.set(member, [...(pieces.get(member) ?? []), { key, month: monthOf(day) }]);
  const change = (of: string, to: (held: Held) => Partial<Held>): string | null => {
    const held = payouts.get(of);
    if (held === undefined) return null;
    payouts.set(of, { ...held, ...to(held) });
    return held.slug;
  };
  switch (act.kind) {
    case 'join':
      world.joined.set(member, day);
      return null;
    case 'add-platform': {
      const added = INVENTED.find(({ name }) => name === act.platform.name);
      if (added !== undefined) world.created.set(added.slug, day);
      return null;
    }
    case 'publish-payout':
      payouts.set(act.key, {
        key: act.key,
        member,
        slug: act.slug,
        facts: act.facts,
        givenUpOn: null,
        hasPicture: act.picture !== null,
        confirmations: 0,
        questioned: act.picture?.again === true,
        doubted: act.picture?.again === true,
        stillWaitingOn: null,
        publishedOn: day,
        closedOn: null,
      });
      bring(act.key);
      return act.slug;
    case 'close-payout':
      return change(act.of, () => ({
        facts: act.facts,
        hasPicture: act.picture !== null,
        closedOn: day,
      }));
    case 'close-claim':
      return change(act.of, ({ facts }) => ({
        facts: closeFacts(facts, act, day),
        givenUpOn: act.answer.answer === 'given-up' ? day : null,
        closedOn: day,
      }));
    case 'still-waiting':
      return change(act.of, () => ({ stillWaitingOn: day }));
    case 'confirm':
      return change(act.of, ({ confirmations }) => ({ confirmations: confirmations + 1 }));
    case 'doubt':
      return change(act.of, () => ({ doubted: true }));
    case 'settle': {
      const upheld = act.decision.rule !== 'sound' && act.decision.rule !== 'unfounded';
      return change(act.of, () => ({ doubted: false, questioned: upheld }));
    }
    case 'withdraw-payout': {
      const slug = change(act.of, () => ({}));
      payouts.delete(act.of);
      if (slug !== null) world.withdrew.set(`${member} ${slug}`, day);
      pieces.set(
        member,
        (pieces.get(member) ?? []).filter(({ key }) => key !== act.of),
      );
      return slug;
    }
    case 'leave':
      // Her payouts count no more; the standing follows with the next event.
      for (const [key, held] of payouts) if (held.member === member) payouts.delete(key);
      return null;
    case 'review': {
      const known = reviews.get(act.slug) ?? new Map<string, Reviewed>();
      if (!known.has(member)) bring(`${act.slug} review`);
      const on = known.get(member)?.on ?? day;
      reviews.set(act.slug, known.set(member, { member, facts: act.facts, on }));
      return act.slug;
    }
    case 'publish-incident':
      bring(act.key);
      return act.slug;
    case 'report-task':
      bring(`${act.slug} task`);
      return act.slug;
    case 'review-client':
      bring(`${act.client} review`);
      return act.facts.platform;
    case 'correct': {
      const days = act.correction.promiseDays;
      if (days === undefined) return null;
      promises.set(act.slug, [
        ...(promises.get(act.slug) ?? []),
        { key: act.key, days, since: day },
      ]);
      return act.slug;
    }
    case 'dispute':
    case 'undo': {
      const slug = act.of.split('/')[0] ?? '';
      const standing = (promises.get(slug) ?? []).filter(({ key }) => key !== act.of);
      promises.set(slug, standing);
      return slug;
    }
    case 'decide':
      closed.add(act.slug);
      return act.slug;
    default:
      return null;
  }
}

function closeFacts(
  facts: PayoutFacts,
  { answer: { answer, on, afterReply } }: Extract<Act, { kind: 'close-claim' }>,
  day: Day,
): PayoutFacts {
  if (answer === 'given-up') return { ...facts, outcome: 'given-up' };
  if (answer === 'refused') return { ...facts, outcome: 'refused', refusedOn: on ?? day };
  const outcome = 'received';
  if (answer === 'date-forgotten') return { ...facts, outcome, dateForgotten: true, afterReply };
  return { ...facts, outcome, receivedOn: on ?? day, afterReply };
}
