import { monthOf } from '#shared/core/days.ts';
import type { PayoutFacts } from '#shared/evidence/payouts.ts';
import type { ReviewFacts } from '#shared/evidence/reviews.ts';
import type { Calendar } from './calendar.ts';
import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import { BURST_AGE, HIRED_AGE } from './members.ts';
import { typed } from './payouts.ts';
import type { PicturePlan } from './picture.ts';
import type { DemoEvent, MemberPlan } from './plan.ts';
import type { Random } from './random.ts';
import { ANGER, PRAISE } from './texts.ts';

const WITNESSES = 6;

/**
 * New accounts that praise one platform in the week they came. Two of them show one picture: the
 * later one has it from the gallery.
 */
export function planBurst(
  members: readonly MemberPlan[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const [first, ...praise] = planPraise(
    members,
    'newcomer',
    'sondomatic',
    BURST_AGE - 8,
    calendar,
    random,
  );
  const shown: PicturePlan = {
    screen: 'wallet',
    platform: 'Sondomatic',
    minor: 6500,
    currency: 'EUR',
    seed: 11,
  };
  let pictures = 0;
  const withPictures = praise.map((event): DemoEvent => {
    if (event.act.kind !== 'publish-payout' || pictures === 2) return event;
    pictures += 1;
    const picture = pictures === 1 ? shown : { ...shown, again: true as const };
    const facts: PayoutFacts = {
      ...event.act.facts,
      expected: typed(shown.minor, 'EUR'),
      showsAmount: true,
      showsMonth: true,
    };
    return { ...event, act: { ...event.act, facts, picture } };
  });
  return first === undefined ? [] : [first, ...withPictures];
}

/**
 * Hired accounts say that a platform pays, in days in which its members still wait there. One of
 * those finds the task that pays for it.
 */
export function planCampaign(
  members: readonly MemberPlan[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const known = random.shuffle(
    members.filter(
      ({ age, habit, pseudonym }) =>
        habit === 'regular' &&
        age > 300 &&
        pseudonym !== DEMO_MEMBER &&
        pseudonym !== DEMO_MODERATOR,
    ),
  );
  const waits = known.slice(0, WITNESSES).map(({ pseudonym }, index): DemoEvent => {
    const asked = HIRED_AGE + random.int(32, 60);
    const facts: PayoutFacts = {
      ...plainFacts('waiting', random),
      askedOn: calendar.day(asked),
      signed: random.chance(0.15),
    };
    const at = calendar.moment(HIRED_AGE + random.int(-26, 12), random);
    const key = `piecettes/known${index}`;
    const act = { kind: 'publish-payout', key, slug: 'piecettes', facts, picture: null } as const;
    return { at, member: pseudonym, act };
  });
  return [
    ...planPraise(members, 'hired', 'piecettes', HIRED_AGE - 6, calendar, random),
    ...waits,
    ...planBoughtPosts(known.slice(WITNESSES), calendar, random),
  ];
}

/** A task that pays for praise, with its picture, and who has seen it too. */
function planBoughtPosts(
  [finder, ...others]: readonly MemberPlan[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  if (finder === undefined) return [];
  const found = HIRED_AGE - 3;
  const at = calendar.moment(found, random);
  const key = 'incident/bought';
  const report: DemoEvent = {
    at,
    member: finder.pseudonym,
    act: {
      kind: 'publish-incident',
      key,
      slug: 'piecettes',
      facts: {
        kind: 'posts-bought',
        happenedOn: calendar.day(found + 1),
        asks: 'praise',
        offeredAt: 'Tâchéo',
        reward: typed(30, 'EUR'),
        currency: 'EUR',
        text: 'Trente centimes pour dire ici que Piécettes paie. La tâche demande même la capture de l’avis.',
        showsAmount: true,
        showsMonth: true,
        showsReason: false,
        solicited: false,
        signed: false,
      },
      picture: {
        screen: 'task',
        platform: 'Piécettes',
        minor: 30,
        currency: 'EUR',
        seed: 5,
      },
    },
  };
  const seconded = others.slice(0, 2).flatMap(({ pseudonym }): DemoEvent[] => {
    const later = calendar.momentAfter(found - random.int(1, 20), at, random);
    return later === null ? [] : [{ at: later, member: pseudonym, act: { kind: 'echo', of: key } }];
  });
  return [report, ...seconded];
}

/**
 * Members who say within one week what a platform has changed: more of them than usual, and no
 * campaign, as a decision says.
 */
export function planAnger(
  happened: readonly DemoEvent[],
  members: readonly MemberPlan[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const slug = 'tacheo';
  const age = 94;
  const heard = new Set(
    happened.flatMap(({ member, act }) =>
      act.kind === 'review' && act.slug === slug ? member : [],
    ),
  );
  const angry = random.shuffle(
    members.filter(
      (member) =>
        member.habit === 'regular' &&
        member.age > age + 20 &&
        member.pseudonym !== DEMO_MODERATOR &&
        !heard.has(member.pseudonym),
    ),
  );
  const reviews = angry.slice(0, ANGER.length).map(({ pseudonym }, index): DemoEvent => {
    const at = calendar.moment(age - random.int(0, 5), random);
    const text = ANGER[index];
    const facts: ReviewFacts = {
      pay: 2,
      punctuality: 1,
      fairness: random.int(1, 2),
      communication: 1,
      supply: random.int(2, 3),
      experiencedMonth: monthOf(calendar.day(age)),
      ...(text === undefined ? {} : { text }),
      solicited: false,
      signed: random.chance(0.2),
    };
    return { at, member: pseudonym, act: { kind: 'review', slug, facts } };
  });
  const lifted: DemoEvent = {
    at: calendar.moment(age - 12, random),
    member: DEMO_MODERATOR,
    act: {
      kind: 'decide-finding',
      slug,
      found: { kind: 'burst', direction: 'blame' },
      decision: {
        kind: 'lift-finding',
        rule: 'known-cause',
        reason: 'Le délai annoncé venait de passer de dix à trente jours. La colère est vraie.',
      },
    },
  };
  return [...reviews, lifted];
}

/** A payout and a review of each account of a habit, within days of its making; in their order. */
function planPraise(
  members: readonly MemberPlan[],
  habit: MemberPlan['habit'],
  slug: string,
  until: number,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const praise = members
    .filter((member) => member.habit === habit)
    .flatMap((member, index): DemoEvent[] => {
      const age = random.int(until, member.age);
      const at = calendar.momentAfter(age, member.joinedAt, random);
      if (at === null) return [];
      const solicited = habit === 'newcomer' && index === 0;
      const facts: PayoutFacts = {
        ...plainFacts('received', random),
        askedOn: calendar.day(age + 2),
        receivedOn: calendar.day(age + 1),
        solicited,
        signed: random.chance(0.5),
      };
      const key = `${slug}/${habit}${index}`;
      const payout = { kind: 'publish-payout', key, slug, facts, picture: null } as const;
      const review: ReviewFacts = {
        pay: 5,
        punctuality: 5,
        fairness: 5,
        communication: 5,
        supply: random.int(4, 5),
        experiencedMonth: monthOf(calendar.day(age + 1)),
        text: random.pick(PRAISE),
        solicited,
        signed: random.chance(0.5),
      };
      const soon = new Date(at.getTime() + random.int(2, 30) * 60_000);
      return [
        { at, member: member.pseudonym, act: payout },
        { at: soon, member: member.pseudonym, act: { kind: 'review', slug, facts: review } },
      ];
    });
  return praise.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function plainFacts(outcome: 'received' | 'waiting', random: Random): Omit<PayoutFacts, 'askedOn'> {
  return {
    outcome,
    expected: typed(random.int(4, 60) * 500, 'EUR'),
    currency: 'EUR',
    method: 'paypal',
    dateForgotten: false,
    afterReply: false,
    dueByItself: false,
    solicited: false,
    signed: false,
    showsAmount: false,
    showsMonth: false,
  };
}
