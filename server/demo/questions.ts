import type { CheckDecisionInput, DoubtReason } from '#shared/checks.ts';
import type { Calendar } from './calendar.ts';
import { DEMO_MEMBER, DEMO_MODERATOR } from './members.ts';
import type { Act, DemoEvent } from './plan.ts';
import type { Random } from './random.ts';
import type { Established, Proof } from './voices.ts';

type Said = { readonly upholds: boolean; readonly sentence?: string };

/** A question about a proof: what it is about, how old it is, and what becomes of it. */
type Question = {
  readonly about: DoubtReason;
  readonly slugs: readonly string[];
  /** The days before now on which it is asked. */
  readonly age: number;
  readonly doubts: readonly string[];
  readonly opinions: readonly Said[];
  readonly decision?: CheckDecisionInput;
};

const QUESTIONS: readonly Question[] = [
  {
    about: 'other-platform',
    slugs: ['tacheo'],
    age: 61,
    doubts: [
      'L’en-tête de la capture est celui d’un autre site.',
      'Je ne reconnais pas cette page : la mienne est différente.',
    ],
    opinions: [
      { upholds: true, sentence: 'Même avis : ce n’est pas leur page de retrait.' },
      { upholds: true },
    ],
    decision: {
      rule: 'not-shown',
      reason: 'La capture montre le paiement d’une autre plateforme.',
    },
  },
  {
    about: 'amount',
    slugs: ['clickworker', 'foule-factory'],
    age: 47,
    doubts: ['Le montant de la capture est un peu plus bas que celui déclaré.'],
    opinions: [
      { upholds: false, sentence: 'La différence, ce sont les frais.' },
      { upholds: false },
      { upholds: true },
    ],
    decision: {
      rule: 'sound',
      reason: 'L’écart vient des frais du portefeuille. La preuve tient.',
    },
  },
  {
    about: 'amount',
    slugs: ['tacheo', 'clickworker'],
    age: 6,
    doubts: ['Je lis un autre montant sur la capture.'],
    opinions: [{ upholds: true, sentence: 'Le premier chiffre ne correspond pas.' }],
  },
];

/** Members doubt a few proofs; some doubts are settled, some still open. */
export function planQuestions(
  proofs: readonly Proof[],
  established: Established,
  calendar: Calendar,
  random: Random,
): { events: DemoEvent[]; asked: string[] } {
  const asked: string[] = [];
  const events = QUESTIONS.flatMap((question): DemoEvent[] => {
    const proof = drawProof(proofs, question, asked);
    if (proof === undefined) return [];
    asked.push(proof.key);
    return askAbout(question, proof.key, proof.author, established, calendar, random);
  });
  const flagged = flag(proofs, asked, established, calendar, random);
  const twins = wonder(proofs, established, calendar, random);
  return { events: [...events, ...flagged, ...twins], asked };
}

/** The latest proof that was there by then, of somebody whom no developer signs in as. */
function drawProof(
  proofs: readonly Proof[],
  { slugs, age }: Pick<Question, 'slugs' | 'age'>,
  asked: readonly string[],
): Proof | undefined {
  return proofs
    .filter(({ key, slug, author, age: shown }) => {
      const own = author === DEMO_MEMBER || author === DEMO_MODERATOR;
      return slugs.includes(slug) && shown > age + 1 && !own && !asked.includes(key);
    })
    .toSorted((a, b) => a.age - b.age)[0];
}

function askAbout(
  { about, age, doubts, opinions, decision }: Question,
  of: string,
  author: string,
  established: Established,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const first = calendar.moment(age, random);
  const others = established(first, [author, DEMO_MEMBER, DEMO_MODERATOR]);
  const acts: Act[] = [
    ...doubts.map((sentence): Act => ({ kind: 'doubt', of, doubt: { reason: about, sentence } })),
    ...opinions.map(({ upholds, sentence }): Act => ({
      kind: 'opine',
      of,
      about,
      opinion: { verdict: upholds ? 'right' : 'wrong', ...(sentence ? { sentence } : {}) },
    })),
  ];
  if (others.length < acts.length) return [];
  const told = acts.flatMap((act, index): DemoEvent[] => {
    const at = index === 0 ? first : calendar.moment(age - index, random);
    const member = others[index];
    return member === undefined ? [] : [{ at, member, act }];
  });
  if (decision === undefined) return told;
  const at = calendar.moment(age - acts.length - 1, random);
  const settled: Act = { kind: 'settle', of, about, decision };
  return [...told, { at, member: DEMO_MODERATOR, act: settled }];
}

/**
 * A picture that a member said yesterday shows personal data: it is covered. A second moderator has
 * looked at it; the other one may settle it now.
 */
function flag(
  proofs: readonly Proof[],
  asked: string[],
  established: Established,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const since = calendar.moment(1, random);
  const proof = drawProof(proofs, { slugs: FLAGGED, age: 2 }, asked);
  if (proof === undefined) return [];
  const { key, author } = proof;
  const named = calendar.moment(40, random);
  const [moderator] = established(named, [author, DEMO_MEMBER, DEMO_MODERATOR]);
  const [finder] = established(since, [author, DEMO_MEMBER, DEMO_MODERATOR, moderator ?? '']);
  const looked = calendar.momentAfter(0, new Date(since.getTime() + 60_000), random);
  if (moderator === undefined || finder === undefined) return [];
  asked.push(key);
  const about = 'personal-data';
  const doubt = {
    reason: about,
    sentence: 'On lit encore un prénom en haut de la capture.',
  } as const;
  const opinion = { verdict: 'right', sentence: 'Oui, un prénom reste lisible.' } as const;
  const events: DemoEvent[] = [
    { at: named, member: moderator, act: { kind: 'become-moderator' } },
    { at: since, member: finder, act: { kind: 'doubt', of: key, doubt } },
  ];
  return looked === null
    ? events
    : [
        ...events,
        { at: looked, member: moderator, act: { kind: 'opine', of: key, about, opinion } },
      ];
}
const FLAGGED = ['foule-factory', 'clickworker', 'isahit', 'testapic', 'roamler'];

/** One opinion about two pictures that look alike: it takes another one. */
function wonder(
  proofs: readonly Proof[],
  established: Established,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  const twins = proofs
    .filter(({ slug }) => slug === 'sondomatic')
    .toSorted((a, b) => b.age - a.age || a.shownAt.getTime() - b.shownAt.getTime());
  const copy = twins.at(-1);
  if (twins.length < 2 || copy === undefined) return [];
  const at = calendar.moment(copy.age - 3, random);
  const [member] = established(at, [DEMO_MEMBER, DEMO_MODERATOR]);
  if (member === undefined) return [];
  const sentence = 'C’est la même image, jusqu’à l’heure du téléphone.';
  const opinion = { verdict: 'right', sentence } as const;
  return [{ at, member, act: { kind: 'opine', of: copy.key, about: 'recycled', opinion } }];
}
