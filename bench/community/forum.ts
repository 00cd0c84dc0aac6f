import type { EntryKind } from '#shared/transparency-log/entry-kinds.ts';
import type { Random } from '#demo/random.ts';
import type { RenderContext } from '#server/community/forum/render-post.ts';
import { today } from '#shared/core/days.ts';
import { pathTo } from '#shared/core/paths.ts';
import { composeTitle, type Scene } from './compose.ts';
import type { KnownClient } from './clients.ts';
import { platformOf, type Ground } from './ground.ts';
import type { KnownProof } from './payouts.ts';
import type { Person } from './people.ts';
import { createPosters, type Posters } from './posters.ts';
import { writePost, type WrittenPost } from './posts.ts';
import { drawRareWord } from './rare-words.ts';
import { writeReading } from './reading.ts';
import type { KnownTask } from './tasks.ts';
import { FAILING, planThreads, type ThreadPlan } from './thread-plans.ts';

/** Subjects of threads and posts besides platforms. */
export type Subjects = {
  readonly clients: readonly KnownClient[];
  readonly tasks: readonly KnownTask[];
  readonly payouts: readonly KnownProof[];
  /** Ids of the categories by slug. */
  readonly categories: ReadonlyMap<string, string>;
  /** The domains of all platforms. */
  readonly domains: ReadonlySet<string>;
};

const CLOSED = 0.03;
const SLOW = 0.004;
const PINNED_A_CATEGORY = 2;
const REASONS = [
  ['settled', 'La question a trouvé sa réponse ; merci à toutes et tous.'],
  ['elsewhere', 'Un autre sujet en parle déjà, avec plus de réponses.'],
  ['settled', 'Les paiements sont arrivés, le sujet peut se reposer.'],
] as const;
/** Maximum posts of a thread kept for later quotes. */
const REMEMBERED = 40;

/** Writes all threads with their posts, earliest first, and members' reading progress. */
export async function writeForum(
  ground: Ground,
  subjects: Subjects,
  chances: { threads: Random; posts: Random; reading: Random },
): Promise<void> {
  const { sizes, until, people, writer, tell } = ground;
  const plans = planThreads(sizes.posts, until, chances.threads);
  const posters = createPosters(people, chances.posts);
  const surroundings: RenderContext = {
    members: new Map(people.map(({ key, pseudonym }) => [key, pseudonym])),
    domains: subjects.domains,
    origin: null,
  };
  const pinned = new Map<string, number>();
  let done = 0;
  for (const plan of plans) {
    const thread = planRow(ground, plan, subjects, pinned, chances.threads);
    const written = await writeThread(
      ground,
      { plan, thread, subjects, surroundings, posters },
      chances.posts,
      done,
    );
    writeReading(ground, { id: thread.id, ...written }, chances.reading);
    done += plan.moments.length;
    await writer.drain();
    tell('posts', done, sizes.posts);
  }
}

type ThreadRow = ReturnType<typeof planRow>;

function planRow(
  ground: Ground,
  { category, topic, slug, moments }: ThreadPlan,
  { categories, ...subjects }: Subjects,
  pinned: Map<string, number>,
  random: Random,
) {
  const first = moments[0] ?? 0;
  const last = moments.at(-1) ?? first;
  const pins = pinned.get(category) ?? 0;
  const pin = pins < PINNED_A_CATEGORY && moments.length > 3 && random.chance(0.3);
  if (pin) pinned.set(category, pins + 1);
  // Closed after a week without posts.
  const closedAt = new Date(last + random.int(7, 60) * 86_400_000);
  const closes = !pin && closedAt < ground.until && random.chance(CLOSED);
  const [closedRule, closedReason] = closes ? random.pick(REASONS) : [null, null];
  return {
    id: ground.newId(),
    categoryId: categories.get(category),
    ...subjectOf(ground, { topic, slug, first }, subjects, random),
    startedAt: new Date(first).toISOString(),
    lastPostAt: new Date(last).toISOString(),
    posts: moments.length,
    pinned: pin,
    closedOn: closes ? today(closedAt) : null,
    closedRule,
    closedReason,
    slowSeconds: random.chance(SLOW) ? 300 : null,
  };
}

/** One subject at most, which exists by then. */
function subjectOf(
  ground: Ground,
  { topic, slug, first }: { topic: string; slug: string; first: number },
  { clients, tasks, payouts }: Pick<Subjects, 'clients' | 'tasks' | 'payouts'>,
  random: Random,
): Record<'platformId' | 'clientId' | 'taskId' | 'payoutId', string | null> {
  const none = { platformId: null, clientId: null, taskId: null, payoutId: null };
  const age = (ground.until.getTime() - first) / 86_400_000;
  const kind = random.next();
  if (topic === 'site' || topic === 'tips' || kind > 0.62) return none;
  if (kind < 0.06 && clients.length > 0) {
    const client = random.pick(clients);
    if (client.age > age) return { ...none, clientId: client.id };
  }
  if (kind < 0.13 && tasks.length > 0) {
    const task = random.pick(tasks);
    if (task.age > age) return { ...none, taskId: task.id };
  }
  if (kind < 0.16 && payouts.length > 0) {
    const payout = random.pick(payouts);
    if (payout.at < first) return { ...none, payoutId: payout.id };
  }
  return { ...none, platformId: platformOf(ground, slug).id };
}

type ThreadParts = {
  readonly plan: ThreadPlan;
  readonly thread: ThreadRow;
  readonly subjects: Subjects;
  readonly surroundings: RenderContext;
  readonly posters: Posters;
};

/** Writes a thread and its posts; a long one in pieces. */
async function writeThread(
  ground: Ground,
  { plan, thread, subjects, surroundings, posters }: ThreadParts,
  random: Random,
  before: number,
): Promise<{ authors: Person[]; moments: readonly number[] }> {
  const { writer, sizes, tell } = ground;
  const authors: Person[] = [];
  let lately: WrittenPost[] = [];
  for (const [index, moment] of plan.moments.entries()) {
    const person = posters(moment, authors);
    const scene = sceneOf(ground, plan, subjects, { person, moment, lately }, random);
    if (index === 0) {
      const title = composeTitle(scene, random);
      const { id } = thread;
      writer.add('forum_thread', { ...thread, memberId: person.id, title });
      writer.record(today(new Date(moment)), 'thread-started', `thread/${id}`);
    }
    const place = { threadId: thread.id, place: index + 1, moment };
    const post = writePost(ground, place, { person, scene, lately, surroundings }, random);
    lately = [...lately.slice(1 - REMEMBERED), post];
    authors.push(person);
    await writer.drain();
    if (index % 500 === 499) tell('posts', before + index + 1, sizes.posts);
  }
  writeDecisions(ground, thread);
  return { authors, moments: plan.moments };
}

/** Decisions to pin, slow down or close, with reasons, by the earliest member. */
function writeDecisions({ writer, people }: Ground, thread: ThreadRow): void {
  const { id, pinned, slowSeconds, closedOn, closedRule, closedReason } = thread;
  const started = thread.startedAt.slice(0, 10);
  const memberId = people[0]?.id ?? null;
  let number = 0;
  const decide = (
    kind: 'pin' | 'slow' | 'close',
    entry: EntryKind,
    on: string,
    { rule = null, reason, seconds = null }: Decided,
  ): void => {
    number += 1;
    const row = { threadId: id, number, kind, rule, reason, seconds, decidedOn: on, memberId };
    writer.add('thread_decision', row);
    writer.record(on, entry, `thread-decision/${id}-${number}`);
  };
  if (pinned) decide('pin', 'thread-pinned', started, { reason: 'Utile à qui arrive.' });
  if (slowSeconds !== null) {
    const reason = 'Le sujet va trop vite pour être lu.';
    decide('slow', 'thread-slowed', started, { reason, seconds: slowSeconds });
  }
  if (closedOn !== null) {
    decide('close', 'thread-closed', closedOn, { rule: closedRule, reason: closedReason ?? '' });
  }
}

type Decided = {
  readonly rule?: string | null;
  readonly reason: string;
  readonly seconds?: number | null;
};

function sceneOf(
  ground: Ground,
  { topic, slug }: ThreadPlan,
  { clients, tasks, payouts }: Subjects,
  now: { person: Person; moment: number; lately: readonly WrittenPost[] },
  random: Random,
): Scene {
  const working = (): string => {
    const fails = FAILING.includes(slug);
    if (!fails && random.chance(0.75)) return platformOf(ground, slug).name;
    const others = [...ground.platforms.values()].filter((one) => !FAILING.includes(one.slug));
    return random.pick(others).name;
  };
  const failing = (): string =>
    platformOf(ground, FAILING.includes(slug) ? slug : random.pick(FAILING)).name;
  return {
    topic,
    english: now.person.english,
    year: new Date(now.moment).getUTCFullYear(),
    platform: working,
    failing,
    client: () => (clients.length > 0 ? random.pick(clients).name : 'un client'),
    task: () => (tasks.length > 0 ? random.pick(tasks).title : 'un relevé'),
    person: () => {
      const named = now.lately.length > 0 ? random.pick(now.lately).pseudonym : null;
      return named === null ? 'quelqu’un' : `@${named}`;
    },
    link: () => {
      if (random.chance(0.3))
        return `https://${drawRareWord(random).toLowerCase()}.example/${random.int(1, 999)}`;
      if (random.chance(0.2) && payouts.length > 0) {
        return pathTo('fr', 'proof', { id: random.pick(payouts).id });
      }
      return pathTo('fr', 'platform', { slug });
    },
  };
}
