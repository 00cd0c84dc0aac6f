import { CASE_PLANS, type CaseAct, type CasePlan, type Step } from './case-plans.ts';
import type { Calendar } from './calendar.ts';
import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import type { DemoEvent } from './plan.ts';
import type { Random } from './random.ts';
import { whoIsEstablished, type Established } from './proof-confirmations.ts';

const HOUR_MS = 3_600_000;

/** Where a thing of the plan is: what it is called, who wrote it, and when. */
type Thing = Pick<CaseAct, 'of' | 'thing'> & { readonly author: string; readonly at: Date };

/** What members flag, and what is made of it: cases that wait, and cases that were decided. */
export function planCases(
  happened: readonly DemoEvent[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const established = whoIsEstablished(happened, random);
  return CASE_PLANS.flatMap((plan) => {
    const thing = findThing(plan, happened, established, calendar, random);
    return thing === null ? [] : planCase(plan, thing, happened, established, calendar, random);
  });
}

/** Null in a small community where nobody wrote it, or not early enough. */
function findThing(
  { about, age }: CasePlan,
  happened: readonly DemoEvent[],
  established: Established,
  calendar: Calendar,
  random: Random,
): Thing | null {
  const before = calendar.moment(age + 1, random);
  if ('post' in about) {
    for (const { act, member, at } of happened) {
      if (act.kind !== 'post' || !act.text.startsWith(about.post) || at > before) continue;
      return { of: act.key, thing: 'post', author: member, at };
    }
    return null;
  }
  // Of whom enough evidence is left: she stays established without this piece.
  const solid = established(before, [DEMO_MEMBER, DEMO_MODERATOR]);
  const withdrawn = happened.flatMap(({ member, act }) =>
    act.kind === 'withdraw-review' && act.slug === about.reviewOf ? [member] : [],
  );
  const reviews = happened.filter(
    ({ act, member, at }) =>
      act.kind === 'review' &&
      act.slug === about.reviewOf &&
      act.facts.text !== undefined &&
      at <= before &&
      solid.includes(member) &&
      !withdrawn.includes(member),
  );
  const found = reviews.at(-1);
  if (found === undefined) return null;
  const of = reviewKey(found.member, about.reviewOf);
  return { of, thing: 'review', author: found.member, at: found.at };
}

/** What later acts call a member's review of a platform. */
export function reviewKey(member: string, slug: string): string {
  return `review/${member}/${slug}`;
}

function planCase(
  { age, flags, steps }: CasePlan,
  { of, thing, author }: Thing,
  happened: readonly DemoEvent[],
  established: Established,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const first = calendar.moment(age, random);
  const moderators = [DEMO_MODERATOR, otherModerator(happened, first)];
  const others = established(first, [author, DEMO_MEMBER, ...moderators]);
  const events: DemoEvent[] = [];
  let at = first;
  const add = (member: string | undefined, act: CaseAct, day: number): void => {
    const later = Math.max(at.getTime() + HOUR_MS, calendar.moment(day, random).getTime());
    if (member === undefined || later > calendar.now.getTime()) return;
    if (events.length > 0) at = new Date(later);
    events.push({ at, member, act });
  };
  for (const flag of flags) add(others.pop(), { kind: 'flag', of, thing, flag }, age);
  for (const step of steps) {
    const [mod, otherMod = DEMO_MODERATOR] = moderators;
    const hands = { mod, 'other-mod': otherMod, second: others.at(0) };
    add(hands[step.by], actOf(step, { of, thing }), step.age);
  }
  return events;
}

/** The one who was named beside the demo's own; nobody in a small community. */
export function otherModerator(happened: readonly DemoEvent[], by: Date): string {
  const named = happened.find(
    ({ act, member, at }) =>
      act.kind === 'become-moderator' && member !== DEMO_MODERATOR && at < by,
  );
  return named?.member ?? DEMO_MODERATOR;
}

function actOf(step: Step, thing: Pick<CaseAct, 'of' | 'thing'>): CaseAct {
  switch (step.does) {
    case 'propose':
      return { kind: 'propose-on-case', ...thing, words: step.words };
    case 'veil':
      return { kind: 'veil', ...thing, words: step.words };
    case 'dismiss':
      return { kind: 'dismiss-case', ...thing, words: { unfounded: false } };
    case 'agree':
      return { kind: 'answer-proposal', ...thing, answer: { answer: 'agree' } };
    case 'object': {
      const { objection } = step;
      return { kind: 'answer-proposal', ...thing, answer: { answer: 'object', objection } };
    }
  }
}
