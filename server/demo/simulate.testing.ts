import { addDays, daysBetween, middleOfMonth, monthOf, today, type Day } from '#shared/days.ts';
import { isEstablished } from '#shared/established.ts';
import { roundPublished } from '#shared/money.ts';
import type { PayoutFacts } from '#shared/payouts.ts';
import {
  computeStanding,
  type PayoutEvidence,
  type PreviousStanding,
  type Standing,
} from '#shared/standing.ts';
import type { Community, DemoEvent } from './plan.ts';

type Held = {
  member: string;
  slug: string;
  facts: PayoutFacts;
  hasPicture: boolean;
  stillWaitingOn: Day | null;
  publishedMonth: string;
};
/** With every state that it has been through, the first one first. */
export type SimulatedStanding = Standing & { readonly past: Standing['state'][] };

type Promised = { days: number; since: Day };

/**
 * Lives a plan through without a database: the standing of each platform at the end, computed
 * after each of its events and every week, as the site does.
 */
export function simulateStandings(community: Community, now: Date): Map<string, SimulatedStanding> {
  const payouts = new Map<string, Held>();
  const pieces = new Map<string, string[]>();
  const promises = new Map<string, Promised[]>();
  const closed = new Set<string>();
  const standings = new Map<string, SimulatedStanding>();

  const established = (member: string): boolean =>
    isEstablished((pieces.get(member) ?? []).map((month) => ({ month, openDoubt: false })));
  const refresh = (slug: string, day: Day): void => {
    const before = standings.get(slug);
    const previous: PreviousStanding | null = before ?? null;
    const held = [...payouts.values()].filter((payout) => payout.slug === slug);
    const evidence = held.map((payout) =>
      toEvidence(payout, established(payout.member), promises.get(slug) ?? []),
    );
    const standing = computeStanding({
      payouts: evidence,
      previous,
      closed: closed.has(slug),
      now: day,
    });
    const past = before?.past ?? [];
    if (past.at(-1) !== standing.state) past.push(standing.state);
    standings.set(slug, { ...standing, past });
  };

  let nextRound = community.events[0]?.at.getTime() ?? 0;
  for (const event of [...community.events, null]) {
    const until = event?.at ?? now;
    for (; nextRound < until.getTime(); nextRound += 7 * 86_400_000) {
      for (const slug of standings.keys()) refresh(slug, today(new Date(nextRound)));
    }
    if (event === null) break;
    const slug = apply(event, { payouts, pieces, promises, closed });
    if (slug !== null) refresh(slug, today(event.at));
  }
  for (const slug of standings.keys()) refresh(slug, today(now));
  return standings;
}

type World = {
  payouts: Map<string, Held>;
  pieces: Map<string, string[]>;
  promises: Map<string, Promised[]>;
  closed: Set<string>;
};

function apply({ at, member, act }: DemoEvent, world: World): string | null {
  const { payouts, pieces, promises, closed } = world;
  const month = monthOf(today(at));
  const bring = (): void => void pieces.set(member, [...(pieces.get(member) ?? []), month]);
  switch (act.kind) {
    case 'publish-payout':
      payouts.set(act.key, {
        member,
        slug: act.slug,
        facts: act.facts,
        hasPicture: act.picture !== null,
        stillWaitingOn: null,
        publishedMonth: month,
      });
      bring();
      return act.slug;
    case 'close-payout':
    case 'still-waiting':
    case 'withdraw-payout': {
      const held = payouts.get(act.of);
      if (held === undefined) return null;
      if (act.kind === 'close-payout') {
        payouts.set(act.of, { ...held, facts: act.facts, hasPicture: act.picture !== null });
      } else if (act.kind === 'still-waiting') {
        payouts.set(act.of, { ...held, stillWaitingOn: today(at) });
      } else payouts.delete(act.of);
      return held.slug;
    }
    case 'review':
    case 'publish-incident':
      bring();
      return act.slug;
    case 'correct': {
      const days = act.correction.promiseDays;
      if (days === undefined) return null;
      promises.set(act.slug, [...(promises.get(act.slug) ?? []), { days, since: today(at) }]);
      return act.slug;
    }
    case 'decide':
      closed.add(act.slug);
      return act.slug;
    default:
      return null;
  }
}

function toEvidence(
  { facts, member, hasPicture, stillWaitingOn }: Held,
  established: boolean,
  promises: readonly Promised[],
): PayoutEvidence {
  const askedOn = middleOfMonth(monthOf(facts.askedOn));
  const settled = facts.receivedOn ?? facts.refusedOn;
  const expected = roundPublished(Number(facts.expected) * 100);
  const received = roundPublished(Number(facts.received ?? facts.expected) * 100);
  const inForce = promises.filter(({ since }) => since <= askedOn).at(-1) ?? promises[0];
  return {
    authorKey: member,
    established,
    solicited: facts.solicited,
    suspect: false,
    proof: hasPicture ? 'screenshot' : 'declared',
    state: facts.outcome,
    shareReceived: Math.min(1, received / expected),
    askedOn,
    settledOn: settled === undefined ? null : addDays(askedOn, daysBetween(facts.askedOn, settled)),
    stillWaitingOn,
    unansweredReminders: 0,
    promiseDays: inForce?.days ?? null,
  };
}
