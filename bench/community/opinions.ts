import type { DemoEvent } from '#demo/plan.ts';
import type { Random } from '#demo/random.ts';
import { planReviews, type Texts } from '#demo/reviews.ts';
import { INCIDENT_PLANS } from '#demo/incidents.ts';
import { typed } from '#demo/payouts.ts';
import { REVIEW_TEXTS } from '#demo/texts.ts';
import { parseIncident } from '#server/evidence/incidents/rules.ts';
import { parseReview } from '#server/evidence/reviews/rules.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { platformOf, type Ground } from './ground.ts';
import type { PaidThere } from './payouts.ts';
import type { Person } from './people.ts';

/** One incident per this many payouts. */
const INCIDENT_EACH = 80;
const MOST_ECHOES = 12;

/** Writes reviews of platforms, mostly by paid members, as in the demo. */
export async function writeReviews(
  ground: Ground,
  there: readonly PaidThere[],
  random: Random,
): Promise<void> {
  const { sizes, people, calendar, writer, tell } = ground;
  const all = there.reduce((sum, { profile }) => sum + profile.reviews, 0);
  const byName = new Map(people.map((person) => [person.pseudonym, person]));
  const texts = endlessTexts(random);
  let done = 0;
  for (const { profile, firsts } of there) {
    const scale = sizes.reviews / all;
    const planned = planReviews(profile, people, firsts, texts, calendar, scale, random);
    const reviews = new Map<string, DemoEvent[]>();
    for (const event of planned) {
      reviews.set(event.member, [...(reviews.get(event.member) ?? []), event]);
    }
    for (const [member, events] of reviews) {
      const person = byName.get(member);
      if (person !== undefined) writeReview(ground, profile.slug, person, events);
      await writer.drain();
    }
    done += reviews.size;
    tell('reviews', done, sizes.reviews);
  }
}

function writeReview(
  { writer, newId, authors, ...ground }: Ground,
  slug: string,
  person: Person,
  events: readonly DemoEvent[],
): void {
  const platform = platformOf(ground, slug);
  const author = authors.of(person, platform.id);
  const id = newId();
  const days = events.map(({ at }) => today(at));
  const versions = events.flatMap(({ at, act }) =>
    act.kind === 'review' ? [parseReview(act.facts, today(at))] : [],
  );
  for (const index of versions.keys()) {
    const kind = index === 0 ? 'review-published' : 'review-edited';
    writer.record(days[index] ?? '', kind, `review/${id}`);
  }
  writer.add('review', {
    ...versions.at(-1),
    id,
    platformId: platform.id,
    authorId: author.id,
    publishedOn: days[0],
    shownFrom: mondayOf(days[0] ?? ''),
    editedOn: days.length > 1 ? days.at(-1) : null,
  });
}

/** Sometimes combines two opinions, so that short texts vary. */
function endlessTexts(random: Random): Texts {
  return (topic, tone) => {
    const fitting = REVIEW_TEXTS.filter((text) => text.topic === topic && text.tone === tone);
    if (fitting.length === 0) return null;
    const one = random.pick(fitting).text;
    const other = random.pick(fitting).text;
    return one === other || random.chance(0.5) ? one : `${one} ${other}`;
  };
}

/** Writes incidents, and "me too"s. */
export async function writeIncidents(
  ground: Ground,
  there: readonly PaidThere[],
  random: Random,
): Promise<void> {
  const { sizes, calendar, writer, newId, authors, tell } = ground;
  const count = Math.round(sizes.payouts / INCIDENT_EACH);
  for (let done = 0; done < count; done += 1) {
    const plan = random.pick(INCIDENT_PLANS);
    const at = there.find(({ profile }) => profile.slug === plan.slug);
    if (at === undefined || at.workers.length === 0) continue;
    const platform = platformOf(ground, plan.slug);
    const person = random.pick(at.workers);
    const age = random.int(0, Math.max(0, person.age - 1));
    const told = calendar.momentAfter(age, person.joinedAt, random);
    if (told === null) continue;
    const { currency } = at.profile;
    const lost = plan.lost === null ? null : plan.lost * random.int(20, 300);
    const { published, exact } = parseIncident(
      {
        kind: plan.kind,
        reason: plan.reason,
        appeal: plan.appeal,
        happenedOn: addDays(today(told), -random.int(0, 9)),
        ...(lost === null ? {} : { lost: typed(Math.round(lost), currency), currency }),
        ...(plan.text === null || random.chance(0.4) ? {} : { text: plan.text }),
        showsAmount: random.chance(0.3),
        showsMonth: random.chance(0.3),
        showsReason: random.chance(0.5),
        solicited: false,
        signed: random.chance(0.2),
      },
      today(told),
    );
    const id = newId();
    const author = authors.of(person, platform.id);
    writer.add('incident', {
      ...published,
      ...exact,
      signed: authors.signs(author, 'incident', published.signed),
      id,
      clientId: null,
      platformId: platform.id,
      authorId: author.id,
      publishedOn: today(told),
      shownFrom: mondayOf(today(told)),
    });
    writer.record(today(told), 'incident-published', `incident/${id}`);
    const others = new Set(
      Array.from({ length: random.int(0, MOST_ECHOES) }, () => random.pick(at.workers)),
    );
    others.delete(person);
    for (const other of others) {
      if (other.joinedAt > told) continue;
      writer.add('incident_echo', {
        incidentId: id,
        authorId: authors.of(other, platform.id).id,
        shownFrom: mondayOf(today(told)),
      });
      writer.record(today(told), 'incident-echoed', `incident/${id}`);
    }
    await writer.drain();
    tell('incidents', done + 1, count);
  }
}
