import type { Calendar } from './calendar.ts';
import { LIFE_THREADS } from './forum-life.ts';
import { HELP_THREADS } from './forum-help.ts';
import { PAYMENT_THREADS } from './forum-payments.ts';
import { readLine, type Line, type ThreadScript } from './forum-script.ts';
import { WORK_THREADS } from './forum-work.ts';
import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import type { Act, DemoEvent, MemberPlan } from './plan.ts';
import { createRandom, type Random } from './random.ts';

export const THREAD_SCRIPTS = [
  ...PAYMENT_THREADS,
  ...WORK_THREADS,
  ...LIFE_THREADS,
  ...HELP_THREADS,
];
/** What the demo's member hears of, beside her own threads. */
const FOLLOWED_PLATFORMS = ['tacheo', 'clickworker'];
const FOLLOWED_AGE = 120;
const CONVERSATION = [
  'Bonjour, c’est moi qui ai proposé la lettre. Tu la relirais avant que je l’envoie ?',
  'Avec plaisir. J’enlèverais seulement le deuxième paragraphe, les dates suffisent.',
  'Fait. Elle tient sur une demi-page maintenant.',
  'Parfait. J’envoie la mienne ce soir, avec les mêmes mots.',
  'Accusé de réception reçu à l’instant. Je te dis dès que quelqu’un répond.',
];
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** At most so many members react to a question, and to an answer. */
const QUESTION_REACTIONS = 7;
const ANSWER_REACTIONS = 4;
const REACTED_WITHIN_MINUTES = 4_000;
/** Of a sequence of its own, so that what is said does not depend on who liked it. */
const LIKING_SEED = 7;
const MONTH_DAYS = 30;
/** Days in which an account that speaks in a thread was there before it. */
const THERE_BEFORE = 6;

/** What the community says in its forum: each line is one act of a member, in the order of the thread. */
export function planForum(
  members: readonly MemberPlan[],
  left: ReadonlySet<string>,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const follows = FOLLOWED_PLATFORMS.map((slug): DemoEvent => ({
    at: calendar.moment(FOLLOWED_AGE, random),
    member: DEMO_MEMBER,
    act: { kind: 'follow-platform', slug },
  }));
  const liking = createRandom(LIKING_SEED);
  return [
    ...follows,
    ...planConversation(members, left, calendar, random),
    ...THREAD_SCRIPTS.flatMap((script, index) => {
      const said = planThread(script, `thread/${index}`, members, left, calendar, random);
      return [
        ...said,
        ...planSolution(script, said, calendar, liking),
        ...planReactions(script, said, members, left, calendar, liking),
      ];
    }),
  ];
}

/** What the demo's member and another write to each other; the last word awaits her. */
function planConversation(
  members: readonly MemberPlan[],
  left: ReadonlySet<string>,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const other = members.find(
    ({ pseudonym, habit, age }) =>
      habit === 'regular' &&
      age > FOLLOWED_AGE &&
      !left.has(pseudonym) &&
      pseudonym !== DEMO_MEMBER &&
      pseudonym !== DEMO_MODERATOR,
  );
  if (other === undefined) throw new Error('Too few members for the messages of the demo.');
  const names = [other.pseudonym, DEMO_MEMBER] as const;
  const doors = names.map((member): DemoEvent => ({
    at: calendar.moment(MONTH_DAYS, random),
    member,
    act: { kind: 'allow-messages' },
  }));
  const messages = CONVERSATION.map((text, index): DemoEvent => {
    const [from, to] = index % 2 === 0 ? names : ([names[1], names[0]] as const);
    const at = calendar.moment(CONVERSATION.length - index + 1, random);
    return { at, member: from, act: { kind: 'message', to, text } };
  });
  return [...doors, ...messages];
}

function planThread(
  script: ThreadScript,
  key: string,
  members: readonly MemberPlan[],
  left: ReadonlySet<string>,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const lines = script.posts.map(readLine);
  const cast = castOf(lines, script.age, members, left, random);
  let at = calendar.moment(script.age, random);
  let place = 0;
  const own = new Map<string, string>();
  const events: DemoEvent[] = [];
  const add = (member: string, act: Act): void => {
    events.push({ at, member, act });
  };
  for (const [index, { speaker, quotes, does, text }] of lines.entries()) {
    if (index === 1) at = new Date(at.getTime() + (script.waits ?? 0) * HOUR_MS);
    if (index > 0) at = later(at, index, random);
    if (at > calendar.now) break;
    const member = cast.get(speaker) ?? DEMO_MODERATOR;
    const words = text.replaceAll(/\{([a-z]+)\}/g, (_, one: string) => `@${cast.get(one) ?? one}`);
    const of = own.get(speaker) ?? '';
    if (does === 'edit') add(member, { kind: 'edit-post', of, text: words });
    else if (does === 'withdraw') add(member, { kind: 'withdraw-post', of });
    else {
      place += 1;
      const post = `${key}/${place}`;
      own.set(speaker, post);
      if (place === 1) {
        const { category, title, about = null } = script;
        add(member, { kind: 'start-thread', key, post, category, title, about, text: words });
      } else {
        const quoted = quotes === null ? null : `${key}/${quotes}`;
        add(member, { kind: 'post', key: post, of: key, quotes: quoted, text: words });
      }
    }
    if (index === 0 && script.pinned !== undefined) {
      at = later(at, 0, random);
      add(DEMO_MODERATOR, { kind: 'pin-thread', of: key, reason: script.pinned });
    }
  }
  if (script.closed !== undefined) {
    at = later(at, MONTH_DAYS, random);
    const [rule, reason] = script.closed;
    if (at <= calendar.now) add(DEMO_MODERATOR, { kind: 'close-thread', of: key, rule, reason });
  }
  return events;
}

/** Who asked says which post helped. */
function planSolution(
  { solved }: ThreadScript,
  said: readonly DemoEvent[],
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const [asked] = said;
  if (solved === undefined || asked?.act.kind !== 'start-thread') return [];
  const { key } = asked.act;
  const post = `${key}/${solved}`;
  const helped = said.find(({ act }) => act.kind === 'post' && act.key === post);
  const at = helped === undefined ? calendar.now : later(helped.at, 0, random);
  return at < calendar.now
    ? [{ at, member: asked.member, act: { kind: 'solve', of: key, post } }]
    : [];
}

/** Who thanks for which post, and who has lived the same as who asked. */
function planReactions(
  { age }: ThreadScript,
  said: readonly DemoEvent[],
  members: readonly MemberPlan[],
  left: ReadonlySet<string>,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const readers = speakersOf(members, age, left);
  return said.flatMap(({ at, member, act }): DemoEvent[] => {
    if (act.kind !== 'start-thread' && act.kind !== 'post') return [];
    const isQuestion = act.kind === 'start-thread';
    const most = isQuestion ? QUESTION_REACTIONS : ANSWER_REACTIONS;
    const others = random.shuffle(readers.filter(({ pseudonym }) => pseudonym !== member));
    return others.slice(0, random.int(0, most)).flatMap(({ pseudonym }): DemoEvent[] => {
      const then = new Date(at.getTime() + random.int(5, REACTED_WITHIN_MINUTES) * MINUTE_MS);
      const reaction = isQuestion && random.chance(0.6) ? 'me-too' : 'thanks';
      const of = isQuestion ? act.post : act.key;
      return then > calendar.now
        ? []
        : [{ at: then, member: pseudonym, act: { kind: 'react', of, reaction } }];
    });
  });
}

/** Members who were there some days before a thread, and have not left. */
function speakersOf(
  members: readonly MemberPlan[],
  age: number,
  left: ReadonlySet<string>,
): MemberPlan[] {
  return members.filter(
    (member) =>
      (member.habit === 'regular' || member.habit === 'occasional') &&
      member.age > age + THERE_BEFORE &&
      !left.has(member.pseudonym) &&
      member.pseudonym !== DEMO_MEMBER &&
      member.pseudonym !== DEMO_MODERATOR,
  );
}

/** The first answers come within hours, later ones after days. */
function later(at: Date, index: number, random: Random): Date {
  const minutes = random.int(4, 500) + (random.chance(0.3) ? random.int(0, 240) * index : 0);
  return new Date(at.getTime() + minutes * MINUTE_MS);
}

/** Who speaks under which letter: each another member, who was there by then and has not left. */
function castOf(
  lines: readonly Line[],
  age: number,
  members: readonly MemberPlan[],
  left: ReadonlySet<string>,
  random: Random,
): Map<string, string> {
  const there = random.shuffle(speakersOf(members, age, left));
  const cast = new Map<string, string>([
    ['demo', DEMO_MEMBER],
    ['mod', DEMO_MODERATOR],
  ]);
  for (const { speaker } of lines) {
    if (cast.has(speaker)) continue;
    const member = there.pop();
    if (member === undefined) throw new Error('Too few members for the threads of the demo.');
    cast.set(speaker, member.pseudonym);
  }
  return cast;
}
