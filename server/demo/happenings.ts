import { monthOf } from '#shared/days.ts';
import type { Calendar } from './calendar.ts';
import { DISPUTES, FACT_PLANS, INVENTED, UNDOINGS } from './facts.ts';
import { INCIDENT_PLANS } from './incidents.ts';
import { BURST_AGE, DEMO_MEMBER, DEMO_MODERATOR, drawWorkers } from './members.ts';
import { typed } from './payouts.ts';
import type { Act, DemoEvent, MemberPlan } from './plan.ts';
import { PROFILES } from './profiles.ts';
import type { Random } from './random.ts';
import { PRAISE } from './texts.ts';

/** The moderator is named, renewed, and records one platform as closed. */
export function planModeration(calendar: Calendar, random: Random): DemoEvent[] {
  const by = (age: number, act: Act): DemoEvent => ({
    at: calendar.moment(age, random),
    member: DEMO_MODERATOR,
    act,
  });
  return [
    by(340, { kind: 'become-moderator' }),
    by(164, { kind: 'become-moderator' }),
    by(12, { kind: 'become-moderator' }),
    by(196, {
      kind: 'decide',
      slug: 'figure-eight',
      decision: {
        kind: 'close-platform',
        rule: 'merged',
        reason: 'Rachetée par Appen en mars 2019. Les comptes ont été repris par Appen.',
      },
    }),
  ];
}

/** Platforms that are missing, facts with their sources, and what others make of them. */
export function planFacts(
  members: readonly MemberPlan[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const act = (age: number, done: Act): DemoEvent => {
    const others = members.filter(
      (member) =>
        member.age > age && member.habit === 'regular' && member.pseudonym !== DEMO_MEMBER,
    );
    const { pseudonym } = random.pick(others);
    return { at: calendar.moment(age, random), member: pseudonym, act: done };
  };
  const added = INVENTED.map(({ age, slug: _slug, ...platform }) =>
    act(age, { kind: 'add-platform', platform }),
  );
  const corrected = FACT_PLANS.map(({ slug, age, facts, source }) =>
    act(age, { kind: 'correct', key: `${slug}/${age}`, slug, correction: { ...facts, source } }),
  );
  const authors = new Map(
    corrected.map(({ member, act: done }) => [done.kind === 'correct' ? done.key : '', member]),
  );
  const byAnother = (age: number, of: string, done: Act): DemoEvent => {
    for (;;) {
      const event = act(age, done);
      if (event.member !== authors.get(of)) return event;
    }
  };
  return [
    ...added,
    ...corrected,
    ...DISPUTES.map(({ slug, of, age, reason }) =>
      byAnother(age, `${slug}/${of}`, { kind: 'dispute', of: `${slug}/${of}`, reason }),
    ),
    ...UNDOINGS.map(({ slug, of, age, source }) =>
      byAnother(age, `${slug}/${of}`, { kind: 'undo', of: `${slug}/${of}`, source }),
    ),
  ];
}

/** Accounts closed, balances stuck, and who says "me too". */
export function planIncidents(
  members: readonly MemberPlan[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  return INCIDENT_PLANS.flatMap(({ slug, age, lost, text, echoes, toDemo, ...facts }, index) => {
    const profile = PROFILES.find((candidate) => candidate.slug === slug);
    if (profile === undefined) return [];
    const there = members.filter((member) => member.age > age + 1);
    const drawn = drawWorkers(there, { countries: profile.countries }, random);
    const victim = toDemo ? drawn.find(({ pseudonym }) => pseudonym === DEMO_MEMBER) : drawn[0];
    const others = drawn.filter((member) => member !== victim);
    if (victim === undefined) return [];
    const at = calendar.moment(age, random);
    const key = `incident/${index}`;
    const { currency } = profile;
    const incident: DemoEvent = {
      at,
      member: victim.pseudonym,
      act: {
        kind: 'publish-incident',
        key,
        slug,
        facts: {
          ...facts,
          happenedOn: calendar.day(age + random.int(0, 9)),
          ...(lost === null
            ? {}
            : { lost: typed(lost * 100 + random.int(0, 99), currency), currency }),
          ...(text === null ? {} : { text }),
          solicited: false,
          signed: random.chance(0.2),
        },
      },
    };
    const seconded = others.slice(0, echoes).flatMap((member): DemoEvent[] => {
      const later = calendar.momentAfter(random.int(0, age), at, random);
      if (later === null) return [];
      return [{ at: later, member: member.pseudonym, act: { kind: 'echo', of: key } }];
    });
    return [incident, ...seconded];
  });
}

/** New accounts that praise one platform in the week they came. */
export function planBurst(
  members: readonly MemberPlan[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  return members
    .filter(({ habit }) => habit === 'newcomer')
    .flatMap((member, index): DemoEvent[] => {
      const age = random.int(BURST_AGE - 8, member.age);
      const at = calendar.momentAfter(age, member.joinedAt, random);
      if (at === null) return [];
      const soon = new Date(at.getTime() + random.int(2, 30) * 60_000);
      const payout: Act = {
        kind: 'publish-payout',
        key: `sondomatic/${index}`,
        slug: 'sondomatic',
        facts: {
          outcome: 'received',
          expected: typed(random.int(4, 60) * 500, 'EUR'),
          currency: 'EUR',
          method: 'paypal',
          askedOn: calendar.day(age + 2),
          receivedOn: calendar.day(age + 1),
          dateForgotten: false,
          afterReply: false,
          dueByItself: false,
          solicited: index === 0,
          signed: random.chance(0.5),
        },
        picture: null,
      };
      const review: Act = {
        kind: 'review',
        slug: 'sondomatic',
        facts: {
          pay: 5,
          punctuality: 5,
          fairness: 5,
          communication: 5,
          supply: random.int(4, 5),
          experiencedMonth: monthOf(calendar.day(age + 1)),
          text: random.pick(PRAISE),
          solicited: index === 0,
          signed: random.chance(0.5),
        },
      };
      return [
        { at, member: member.pseudonym, act: payout },
        { at: soon, member: member.pseudonym, act: review },
      ];
    });
}
