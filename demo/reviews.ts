import { addDays, monthOf, today } from '#shared/core/days.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import type { ReviewFacts } from '#shared/evidence/reviews.ts';
import type { Calendar } from './calendar.ts';
import { drawWorkers } from './members.ts';
import type { DemoEvent, MemberPlan } from './plan.ts';
import type { Profile } from './profile.ts';
import type { Random } from './random.ts';
import { REVIEW_TEXTS, type ReviewText, type Tone } from './texts.ts';

const GOOD_FROM = 3.5;
const BAD_UP_TO = 2.4;
const PAID_WELL = 90;

/** Hands out each text once. */
export type Texts = (topic: ReviewText['topic'], tone: Tone) => string | null;

export function createTexts(random: Random): Texts {
  const left = random.shuffle(REVIEW_TEXTS);
  return (topic, tone) => {
    const index = left.findIndex((text) => text.topic === topic && text.tone === tone);
    return index === -1 ? null : (left.splice(index, 1)[0]?.text ?? null);
  };
}

/** The reviews of one platform: mostly by who has been paid there, some by others. */
export function planReviews(
  profile: Profile,
  members: readonly MemberPlan[],
  payouts: readonly DemoEvent[],
  texts: Texts,
  calendar: Calendar,
  scale: number,
  random: Random,
): DemoEvent[] {
  const firstPaid = new Map<string, Date>();
  for (const { member, at, act } of payouts) {
    const known = firstPaid.get(member);
    if (act.kind === 'publish-payout' && (known === undefined || at < known))
      firstPaid.set(member, at);
  }
  const workers = drawWorkers(members, profile, random);
  const writers = [
    ...workers.filter(({ pseudonym }) => firstPaid.has(pseudonym)),
    ...workers.filter(({ pseudonym }) => !firstPaid.has(pseudonym)),
  ].slice(0, Math.round(profile.reviews * scale));
  return writers.flatMap((member) => {
    const since = firstPaid.get(member.pseudonym) ?? member.joinedAt;
    const oldest = Math.floor((calendar.now.getTime() - since.getTime()) / 86_400_000);
    const at = calendar.momentAfter(random.int(0, oldest), since, random);
    if (at === null) return [];
    const facts = drawReview(profile, at, texts, calendar, random);
    const act = { kind: 'review', slug: profile.slug, facts } as const;
    const review: DemoEvent = { at, member: member.pseudonym, act };
    return random.chance(0.07)
      ? [review, ...edit(review, facts, profile, calendar, random)]
      : [review];
  });
}

function drawReview(
  profile: Profile,
  at: Date,
  texts: Texts,
  calendar: Calendar,
  random: Random,
): ReviewFacts {
  const age = Math.round((calendar.now.getTime() - at.getTime()) / 86_400_000);
  const declined =
    profile.fates(0).received < PAID_WELL && profile.fates(YEAR).received > PAID_WELL;
  const lift = declined && profile.fates(age).received > PAID_WELL ? 1.6 : 0;
  const mood = random.next() + random.next() - 1;
  const marks = profile.marks.map((mark) => {
    const drawn = mark + lift + mood * 2 + (random.next() - 0.5) * 2;
    return Math.min(5, Math.max(1, Math.round(drawn)));
  });
  const mean = marks.reduce((sum, mark) => sum + mark, 0) / marks.length;
  const tone: Tone = mean >= GOOD_FROM ? 'good' : mean <= BAD_UP_TO ? 'bad' : 'mixed';
  const text = random.chance(0.72) ? texts(profile.topic, tone) : null;
  return {
    ...named(marks),
    experiencedMonth: monthOf(addDays(today(at), -random.int(0, 40))),
    ...(text === null ? {} : { text }),
    solicited: random.chance(0.01),
    signed: random.chance(0.2),
  };
}

const YEAR = 365;

function named(
  marks: readonly number[],
): Pick<ReviewFacts, (typeof PLATFORM_REVIEW_CRITERIA)[number]> {
  const [pay = 3, punctuality = 3, fairness = 3, communication = 3, supply = 3] = marks;
  return { pay, punctuality, fairness, communication, supply };
}

function edit(
  { at, member }: DemoEvent,
  facts: ReviewFacts,
  { slug }: Profile,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const since = Math.floor((calendar.now.getTime() - at.getTime()) / 86_400_000);
  const later = calendar.momentAfter(random.int(0, since), at, random);
  if (later === null) return [];
  const supply = facts.supply > 1 ? facts.supply - 1 : 2;
  const text =
    facts.text === undefined
      ? {}
      : { text: `${facts.text} Mise à jour : moins de tâches ces temps-ci.` };
  return [
    { at: later, member, act: { kind: 'review', slug, facts: { ...facts, ...text, supply } } },
  ];
}
