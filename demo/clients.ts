import { addDays, monthOf, today } from '#shared/core/days.ts';
import type { Calendar } from './calendar.ts';
import { CLIENT_PLANS, IDENTITY_PLANS, JOIN_PLAN, type ClientPlan } from './client-plans.ts';
import type { Act, ClientReviewPlan, DemoEvent } from './plan.ts';
import type { Random } from './random.ts';
import { CLIENT_TEXTS } from './task-texts.ts';
import type { ToldTask } from './tasks.ts';
import type { Tone } from './texts.ts';
import type { Established } from './proof-confirmations.ts';

const REVIEWS = 80;
const MINUTE_MS = 60_000;

/**
 * What members learn of clients: the ids that platforms show, other names, that two are one, who may
 * be behind; and what those who worked for them say.
 */
export function planClients(
  told: readonly ToldTask[],
  established: Established,
  calendar: Calendar,
  scale: number,
  random: Random,
): DemoEvent[] {
  const by = (age: number, act: Act): DemoEvent[] => {
    const at = calendar.moment(age, random);
    const [member] = established(at, []);
    return member === undefined ? [] : [{ at, member, act }];
  };
  const firsts = new Map<string, DemoEvent>();
  for (const event of told.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const { client } = event.plan;
    if (client !== null && !firsts.has(client)) firsts.set(client, event);
  }
  /** Later than its first report: until then nobody speaks of it. */
  const after = (clients: readonly string[], age: number, act: Act): DemoEvent[] => {
    const known = clients.flatMap((client) => firsts.get(client)?.at.getTime() ?? []);
    if (known.length < clients.length) return [];
    return by(age, act)
      .map((event) => ({
        ...event,
        at: new Date(Math.max(event.at.getTime(), Math.max(...known) + MINUTE_MS)),
      }))
      .filter(({ at }) => at <= calendar.now);
  };
  const { kept, joined, age, reason } = JOIN_PLAN;
  return [
    ...CLIENT_PLANS.flatMap((client) => introduce(client, firsts.get(client.name))),
    ...CLIENT_PLANS.flatMap(({ name, alias, guess }) => [
      ...(alias === undefined
        ? []
        : after([name], alias[1], {
            kind: 'name-client',
            client: name,
            name: alias[0],
            reason: alias[2],
          })),
      ...(guess === undefined
        ? []
        : after([name], guess[2], {
            kind: 'guess-client',
            client: name,
            text: guess[0],
            source: guess[1],
          })),
    ]),
    ...IDENTITY_PLANS.flatMap((plan) =>
      after([plan.name], plan.age, {
        kind: 'identify-client',
        client: plan.name,
        slug: plan.slug,
        externalId: plan.externalId,
      }),
    ),
    ...after([kept, joined], age, { kind: 'join-clients', client: kept, other: joined, reason }),
    ...planReviews(told, calendar, scale, random),
  ];
}

/** A client is put down by who reports its first task, with the ids that platforms show for it. */
function introduce({ name, ids }: ClientPlan, first: DemoEvent | undefined): DemoEvent[] {
  if (first === undefined) return [];
  if (ids === undefined) {
    const at = new Date(first.at.getTime() - 1_000);
    return [{ at, member: first.member, act: { kind: 'add-client', name } }];
  }
  return Object.entries(ids).map(([slug, externalId], index, all): DemoEvent => ({
    at: new Date(first.at.getTime() - (all.length - index) * 1_000),
    member: first.member,
    act:
      index === 0
        ? { kind: 'add-client', name, slug, externalId }
        : { kind: 'identify-client', client: name, slug, externalId },
  }));
}

/** Some who reported a task of a client rate it, once on each platform. */
function planReviews(
  told: readonly ToldTask[],
  calendar: Calendar,
  scale: number,
  random: Random,
): DemoEvent[] {
  const text = handOut(CLIENT_TEXTS, random);
  const writers = new Map<string, ToldTask>();
  for (const event of told) {
    const { client, slug } = event.plan;
    if (client !== null) writers.set(`${event.member} ${client} ${slug}`, event);
  }
  return random
    .shuffle([...writers.values()])
    .slice(0, Math.round(REVIEWS * scale))
    .flatMap(({ at: toldAt, member, plan }): DemoEvent[] => {
      const client = CLIENT_PLANS.find(({ name }) => name === plan.client);
      const at = new Date(toldAt.getTime() + random.int(2, 600) * MINUTE_MS);
      if (client === undefined || at > calendar.now) return [];
      const facts = drawClientReview(client, plan.slug, at, text, random);
      return [{ at, member, act: { kind: 'review-client', client: client.name, facts } }];
    });
}

/** What a member says of a client that she worked for on a platform. */
export function drawClientReview(
  { marks }: ClientPlan,
  slug: string,
  at: Date,
  text: (tone: Tone) => string | null,
  random: Random,
): ClientReviewPlan {
  const mood = random.next() + random.next() - 1;
  const [communication = 3, pay = 3, fairness = 3, speed = 3] = marks.map((mark) =>
    Math.min(5, Math.max(1, Math.round(mark + mood * 1.5 + random.next() - 0.5))),
  );
  const mean = (communication + pay + fairness + speed) / 4;
  const tone: Tone = mean >= 3.5 ? 'good' : mean <= 2.4 ? 'bad' : 'mixed';
  const said = random.chance(0.5) ? text(tone) : null;
  return {
    communication,
    pay,
    fairness,
    speed,
    platform: slug,
    experiencedMonth: monthOf(addDays(today(at), -random.int(0, 12))),
    ...(said === null ? {} : { text: said }),
    solicited: false,
    signed: random.chance(0.15),
  };
}

/** Hands out each text once. */
function handOut(
  texts: Readonly<Record<Tone, readonly string[]>>,
  random: Random,
): (tone: Tone) => string | null {
  const left = {
    good: random.shuffle(texts.good),
    mixed: random.shuffle(texts.mixed),
    bad: random.shuffle(texts.bad),
  };
  return (tone) => left[tone].pop() ?? null;
}
