import { drawClientReview } from '#demo/clients.ts';
import { PROFILES } from '#demo/profiles.ts';
import type { Random } from '#demo/random.ts';
import { TASK_PLANS, type TaskPlan } from '#demo/task-plans.ts';
import { CLIENT_TEXTS } from '#demo/task-texts.ts';
import { drawReport } from '#demo/tasks.ts';
import { parseClientReview } from '#server/evidence/client-reviews/actions.ts';
import { parseTaskReport } from '#server/evidence/tasks/rules.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import { foldName } from '#shared/core/text.ts';
import { drawRank } from './chance.ts';
import type { KnownClient } from './clients.ts';
import { platformOf, type Ground } from './ground.ts';
import type { PaidThere } from './payouts.ts';
import type { Person } from './people.ts';
import { drawRareWord } from './rare-words.ts';
import { wakingMoment, DAY_MS } from './time.ts';

export type KnownTask = {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  readonly age: number;
};

/** Mean reports per task; a few tasks have most of them. */
const REPORTS_EACH = 25;
/** Days in which a task is offered. */
const OFFERED_DAYS = 240;
const REVIEWS_EACH_CLIENT = 8;
const HAS_CLIENT = 0.85;

/** Writes variations of the demo's tasks, with reports by members paid there. */
export async function writeTasks(
  ground: Ground,
  there: readonly PaidThere[],
  clients: readonly KnownClient[],
  rates: readonly ExchangeRate[],
  random: Random,
): Promise<KnownTask[]> {
  const { sizes, writer, newId, until, tell } = ground;
  const tasks: (KnownTask & { plan: TaskPlan; client: KnownClient | null })[] = [];
  const titles = new Set<string>();
  for (let number = 0; number < sizes.tasks; number += 1) {
    const base = random.pick(TASK_PLANS);
    const own = clients.filter(({ on }) => on === base.slug);
    const client = own.length > 0 && random.chance(HAS_CLIENT) ? random.pick(own) : null;
    const title = number < TASK_PLANS.length ? base.title : vary(base.title, random);
    const minor = Math.max(1, Math.round(base.minor * (0.5 + random.next())));
    const place = `${base.slug} ${foldName(title)} ${minor} ${client?.id ?? ''}`;
    if (titles.has(place)) continue;
    titles.add(place);
    const age = random.int(5, 2_700);
    const plan = { ...base, client: client?.name ?? null, title, minor };
    const createdOn = addDays(today(until), -age);
    const id = newId();
    const { currency } = profileOf(base.slug);
    writer.add('task', {
      id,
      platformId: platformOf(ground, base.slug).id,
      clientId: client?.id ?? null,
      title,
      titleKey: foldName(title),
      currency,
      rewardMinor: minor,
      createdOn,
    });
    tasks.push({ id, title, slug: base.slug, age, plan, client });
  }
  const count = tasks.length * REPORTS_EACH;
  for (let done = 0; done < count; done += 1) {
    // First one report for each, since a task without reports does not exist.
    const task = tasks[done < tasks.length ? done : drawRank(tasks.length, random)];
    const workers = there.find(({ profile }) => profile.slug === task?.slug)?.workers ?? [];
    const person = pickWorker(workers, ground.people, task?.age ?? 0, random);
    if (task !== undefined) writeReport(ground, person, task, rates, random);
    await writer.drain();
    tell('task reports', done + 1, count);
  }
  await writeClientReviews(ground, there, clients, random);
  return tasks;
}

function writeReport(
  ground: Ground,
  person: Person,
  task: KnownTask & { plan: TaskPlan },
  rates: readonly ExchangeRate[],
  random: Random,
): void {
  const { writer, newId, authors, calendar, until } = ground;
  const platform = platformOf(ground, task.slug);
  const latest = Math.max(0, task.age - OFFERED_DAYS);
  const age = Math.min(person.age, random.int(latest, task.age));
  const day = today(new Date(wakingMoment(until.getTime() - (age + 1) * DAY_MS, random)));
  const { currency } = profileOf(task.slug);
  const facts = drawReport(task.plan, currency, age + 1, calendar, random);
  const report = parseTaskReport(facts, day, rates);
  const author = authors.of(person, platform.id);
  const id = newId();
  writer.add('task_report', {
    ...report.counted,
    exact: report.exact,
    id,
    taskId: task.id,
    platformId: platform.id,
    authorId: author.id,
    publishedOn: day,
  });
}

/** Members' client reviews, one each. */
async function writeClientReviews(
  ground: Ground,
  there: readonly PaidThere[],
  clients: readonly KnownClient[],
  random: Random,
): Promise<void> {
  const { writer, newId, authors, until } = ground;
  for (const client of clients) {
    const workers = there.find(({ profile }) => profile.slug === client.on)?.workers ?? [];
    const wanted = random.int(0, 2 * REVIEWS_EACH_CLIENT);
    const people = new Set(
      Array.from({ length: wanted }, () => pickWorker(workers, ground.people, client.age, random)),
    );
    for (const person of people) {
      const age = Math.min(client.age, person.age, random.int(0, client.age));
      const at = new Date(until.getTime() - (age + 1) * DAY_MS);
      const texts = (tone: keyof typeof CLIENT_TEXTS): string => random.pick(CLIENT_TEXTS[tone]);
      const facts = drawClientReview(client, client.on, at, texts, random);
      const review = parseClientReview(facts, today(at));
      const platform = platformOf(ground, client.on);
      const author = authors.of(person, platform.id);
      const id = newId();
      const keys = { id, clientId: client.id, authorId: author.id };
      const signed = authors.signs(author, 'client-review', review.signed);
      const shownFrom = mondayOf(today(at));
      const days = { publishedOn: today(at), shownFrom };
      writer.add('client_review', { ...review, signed, ...keys, ...days });
      writer.record(today(at), 'client-review-published', `client-review/${id}`);
    }
    await writer.drain();
  }
}

function vary(title: string, random: Random): string {
  const lot = `lot ${drawRareWord(random)}`;
  return random.chance(0.5) ? `${title}, ${lot}` : `${title} (${lot})`;
}

function profileOf(slug: string): (typeof PROFILES)[number] {
  const profile = PROFILES.find((candidate) => candidate.slug === slug);
  if (profile === undefined) throw new Error(`No profile of the demo speaks of ${slug}.`);
  return profile;
}

/** A member who worked there at the time; else the earliest one. */
function pickWorker(
  workers: readonly Person[],
  people: readonly Person[],
  age: number,
  random: Random,
): Person {
  const pool = workers.length > 0 ? workers : people;
  for (let tries = 0; tries < 12; tries += 1) {
    const person = random.pick(pool);
    if (person.age >= age - OFFERED_DAYS) return person;
  }
  return people[0] ?? random.pick(people);
}
