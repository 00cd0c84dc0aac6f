import type { Calendar } from './calendar.ts';
import { DISPUTES, FACT_PLANS, INVENTED, UNDOINGS } from './facts.ts';
import { INCIDENT_PLANS } from './incidents.ts';
import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import { drawWorkers } from './members.ts';
import { typed } from './payouts.ts';
import type { Act, DemoEvent, MemberPlan } from './plan.ts';
import { PROFILES } from './profiles.ts';
import { createRandom, type Random } from './random.ts';

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
    const shows = createRandom(index);
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
          showsAmount: shows.chance(0.3),
          showsMonth: shows.chance(0.3),
          showsReason: shows.chance(0.5),
          solicited: false,
          signed: random.chance(0.2),
        },
        picture: null,
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
