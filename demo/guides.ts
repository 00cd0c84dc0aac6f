import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import type { Calendar } from './calendar.ts';
import type { DemoEvent } from './plan.ts';
import type { Established } from './proof-confirmations.ts';
import type { Random } from './random.ts';

/** A topic that its author proposes as a guide, and the days before now on which it is read. */
type GuidePlan = {
  readonly title: string;
  readonly reason: string;
  readonly sources: readonly string[];
  readonly age: number;
  /** By two moderators, or by the first alone. */
  readonly read: readonly number[];
};

/** The one who read guides before the demo's second moderator was named; her half-year is over. */
const FORMER_MODERATOR_AGE = 236;
/** Since when members answer questions that nobody answered. */
const VOLUNTEERS_AGE = 21;
const VOLUNTEERS = 2;

/** One that was read so long ago that it has to be read again, a recent one, one that waits. */
const GUIDES: readonly GuidePlan[] = [
  {
    title: 'À lire d’abord : que noter quand un paiement tarde',
    reason: 'La première chose que cherchent les nouveaux.',
    sources: [
      'https://tacheo.example/conditions#delais',
      'https://piecettes.example/aide/retraits',
    ],
    age: 232,
    read: [230, 229],
  },
  {
    title: 'Retirer ses gains chez Tâchéo, pas à pas',
    reason: 'Chaque étape est vérifiée, et la page d’aide le confirme.',
    sources: ['https://tacheo.example/aide/retraits', 'https://tacheo.example/conditions#seuil'],
    age: 30,
    read: [29, 28],
  },
  {
    title: 'Sondomatic : reconnaître un sondage qui ne paiera pas',
    reason: 'Pour perdre moins de temps.',
    sources: ['https://sondomatic.example/regles'],
    age: 3,
    read: [2],
  },
];

/** Guides with their readers, and members who answer questions that nobody answered. */
export function planGuides(
  happened: readonly DemoEvent[],
  established: Established,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const named = calendar.moment(FORMER_MODERATOR_AGE, random);
  const [former] = established(named, [DEMO_MEMBER, DEMO_MODERATOR]);
  const events: DemoEvent[] =
    former === undefined ? [] : [{ at: named, member: former, act: { kind: 'become-moderator' } }];
  const current = happened.find(
    ({ act, member }) => act.kind === 'become-moderator' && member !== DEMO_MODERATOR,
  )?.member;
  for (const { title, reason, sources, age, read } of GUIDES) {
    const begun = happened.find(({ act }) => act.kind === 'start-thread' && act.title === title);
    if (begun?.act.kind !== 'start-thread') continue;
    const { key: of } = begun.act;
    const { member: author } = begun;
    const other = age > FORMER_MODERATOR_AGE / 2 ? former : current;
    const readers = [other, DEMO_MODERATOR].slice(0, read.length);
    // Nobody reads her own; a small community has no second moderator.
    if (other === undefined || readers.includes(author)) continue;
    const proposes: DemoEvent['act'] = { kind: 'propose-guide', of, reason, sources };
    events.push({ at: calendar.moment(age, random), member: author, act: proposes });
    for (const [nth, reader = DEMO_MODERATOR] of readers.entries()) {
      const at = calendar.moment(read[nth] ?? 0, random);
      events.push({ at, member: reader, act: { kind: 'read-guide', of } });
    }
  }
  const since = calendar.moment(VOLUNTEERS_AGE, random);
  const others = established(since, [DEMO_MEMBER, DEMO_MODERATOR]).slice(0, VOLUNTEERS);
  const volunteers = [DEMO_MEMBER, ...others].map((member): DemoEvent => ({
    at: since,
    member,
    act: { kind: 'volunteer' },
  }));
  return [...events, ...volunteers];
}
