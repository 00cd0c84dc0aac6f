import { createCalendar, type Calendar } from './calendar.ts';
import { planAnger, planBurst, planCampaign } from './campaign.ts';
import { planCases } from './cases.ts';
import { planOwnPayouts } from './own-payouts.ts';
import { planClients } from './clients.ts';
import { planForum } from './forum.ts';
import { planGuides } from './guides.ts';
import { openProofs } from './openness.ts';
import { planFacts, planIncidents, planModeration } from './happenings.ts';
import { DEMO_MEMBER } from '#server/portability/demo/demo-accounts.ts';
import { FIRST_AGE, planMembers } from './members.ts';
import { planMergedTopic } from './merged-topic.ts';
import { planPrivateEvidence } from './private-evidence.ts';
import { planPayouts } from './payouts.ts';
import type { Community, DemoEvent, MemberPlan } from './plan.ts';
import { PROFILES } from './profiles.ts';
import { planQuestions } from './questions.ts';
import { createRandom, type Random } from './random.ts';
import { createTexts, planReviews } from './reviews.ts';
import { signAlike } from './sign-alike.ts';
import { planTasks } from './tasks.ts';
import { planWaves } from './waves.ts';
import { findProofs, planConfirmations, whoIsEstablished } from './proof-confirmations.ts';

export const DEMO_SEED = 1;
const DAY_MS = 86_400_000;
/** Where each post is part of a story. */
const STAGED = ['sondomatic', 'piecettes'];
/** Share of the members who say in which country they live. */
const SAYS_WHERE = 0.85;

export type CommunityOptions = {
  readonly now: Date;
  readonly seed?: number;
  /** 1 is about 330 members and 1,130 payouts; less is enough for a test. */
  readonly scale?: number;
};

/** When the first act of the demo happens: platforms are there before it. */
export function demoStart(now: Date): Date {
  return new Date(now.getTime() - (FIRST_AGE + 1) * DAY_MS);
}

/** Plans an invented community and its year before `now`, deterministically for a seed. Pure. */
export function planCommunity({ now, seed = DEMO_SEED, scale = 1 }: CommunityOptions): Community {
  const calendar = createCalendar(now);
  const random = createRandom(seed);
  const members = planMembers(calendar, scale, random);
  const texts = createTexts(random);
  const brought: DemoEvent[] = [
    ...members.map(({ pseudonym, country, joinedAt }): DemoEvent => ({
      at: joinedAt,
      member: pseudonym,
      act: { kind: 'join', country: random.chance(SAYS_WHERE) ? country : null },
    })),
    ...planModeration(calendar, random),
    ...planFacts(members, calendar, random),
    ...planIncidents(members, calendar, random),
    ...planBurst(members, calendar, random),
    ...planCampaign(members, calendar, random),
    ...planOwnPayouts(calendar, random),
  ];
  for (const profile of PROFILES) {
    const payouts = planPayouts(profile, members, calendar, scale, random);
    const reviews = planReviews(profile, members, payouts, texts, calendar, scale, random);
    brought.push(...payouts, ...reviews);
  }
  const happened = openProofs(brought, createRandom(seed + 4));
  happened.push(...planAnger(happened, members, calendar, random));
  happened.push(...planWithdrawals(happened, calendar, random));
  happened.push(...planLeaving(happened, members, calendar, random));
  happened.push(...planSayings(happened, calendar, random));
  happened.push(...planWork(happened, members, calendar, scale, createRandom(seed + 1)));
  happened.push(...planForum(members, whoLeft(happened), calendar, createRandom(seed + 2)));
  happened.push(...planCases(happened, calendar, createRandom(seed + 3)));
  happened.push(...planForTwo(happened, calendar, createRandom(seed + 5)));
  const events = happened.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return { members, events: signAlike(events) };
}

/** What members say of each other's proofs, once all proofs are known. */
function planSayings(
  happened: readonly DemoEvent[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const proofs = findProofs(happened, calendar);
  const established = whoIsEstablished(happened, random);
  const { events, asked } = planQuestions(proofs, established, calendar, random);
  const others = proofs.filter(({ key, slug }) => slug !== 'sondomatic' && !asked.includes(key));
  return [...events, ...planConfirmations(others, established, calendar, random)];
}

/** What members say of tasks and of who orders them. Its chance is its own: it changes nothing else. */
function planWork(
  happened: readonly DemoEvent[],
  members: readonly MemberPlan[],
  calendar: Calendar,
  scale: number,
  random: Random,
): DemoEvent[] {
  const left = whoLeft(happened);
  const established = whoIsEstablished(happened, random);
  const told = planTasks(members, left, established, calendar, scale, random);
  return [
    ...told.map(({ at, member, act }) => ({ at, member, act })),
    ...planClients(told, established, calendar, scale, random),
  ];
}

/** What two moderators read, check or decide together. */
function planForTwo(
  happened: readonly DemoEvent[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const established = whoIsEstablished(happened, random);
  return [
    ...planGuides(happened, established, calendar, random),
    ...planPrivateEvidence(established, calendar, random),
    ...planWaves(happened, established, calendar, random),
    ...planMergedTopic(happened, calendar, random),
  ];
}

function whoLeft(happened: readonly DemoEvent[]): Set<string> {
  return new Set(happened.flatMap(({ member, act }) => (act.kind === 'leave' ? member : [])));
}

/** Some take back what they brought. */
function planWithdrawals(
  happened: readonly DemoEvent[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const touched = new Set(happened.map(({ act }) => ('of' in act ? act.of : '')));
  const untouched = random.shuffle(
    happened.filter(({ member, act }) => {
      if (!('key' in act) || !('slug' in act) || touched.has(act.key)) return false;
      return member !== DEMO_MEMBER && !STAGED.includes(act.slug);
    }),
  );
  const withdraw = (
    published: 'publish-payout' | 'publish-incident',
    withdrawn: 'withdraw-payout' | 'withdraw-incident',
    count: number,
  ): DemoEvent[] =>
    untouched
      .filter(({ act }) => act.kind === published)
      .slice(0, count)
      .flatMap(({ at, member, act }): DemoEvent[] => {
        const age = Math.floor((calendar.now.getTime() - at.getTime()) / DAY_MS);
        const later = calendar.momentAfter(random.int(0, age), at, random);
        if (later === null || !('key' in act)) return [];
        return [{ at: later, member, act: { kind: withdrawn, of: act.key } }];
      });
  return [
    ...withdraw('publish-payout', 'withdraw-payout', 4),
    ...withdraw('publish-incident', 'withdraw-incident', 1),
  ];
}

/** Two accounts are deleted; what they brought stays. */
function planLeaving(
  happened: readonly DemoEvent[],
  members: readonly MemberPlan[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const last = new Map<string, Date>();
  const brought = new Set<string>();
  for (const { member, at, act } of happened) {
    if (at > (last.get(member) ?? new Date(0))) last.set(member, at);
    if (act.kind === 'publish-payout') brought.add(member);
  }
  return members
    .filter(({ habit, pseudonym }) => habit === 'occasional' && brought.has(pseudonym))
    .filter(({ pseudonym }) => ageOf(last.get(pseudonym), calendar) > 40)
    .slice(0, 2)
    .flatMap(({ pseudonym }): DemoEvent[] => {
      const since = last.get(pseudonym) ?? calendar.now;
      const at = calendar.momentAfter(ageOf(since, calendar) - 20, since, random);
      return at === null ? [] : [{ at, member: pseudonym, act: { kind: 'leave' } }];
    });
}

function ageOf(at: Date | undefined, calendar: Calendar): number {
  return at === undefined ? 0 : Math.floor((calendar.now.getTime() - at.getTime()) / DAY_MS);
}
