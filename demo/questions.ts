import type { CheckDecisionInput, DoubtReasonCode } from '#shared/evidence/proof-verification.ts';
import type { Calendar } from './calendar.ts';
import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import type { Act, DemoEvent } from './plan.ts';
import type { Random } from './random.ts';
import type { Established, Proof } from './proof-confirmations.ts';

type Said = { readonly upholds: boolean; readonly sentence?: string };

/** A question about a proof: what it is about, how old it is, and what becomes of it. */
type Question = {
  readonly about: DoubtReasonCode;
  readonly slugs: readonly string[];
  /** The days before now on which it is asked. */
  readonly age: number;
  readonly doubts: readonly string[];
  readonly opinions: readonly Said[];
  readonly decision?: CheckDecisionInput;
};

const QUESTIONS: readonly Question[] = [
  {
    about: 'unreadable',
    slugs: ['tacheo'],
    age: 61,
    doubts: [
      'Presque tout est couvert : on ne voit plus ce qui est payé.',
      'Rien ne relie cette capture au paiement déclaré.',
    ],
    opinions: [
      { upholds: true, sentence: 'Même avis : il faudrait voir le reste de la page.' },
      { upholds: true },
    ],
    decision: {
      rule: 'not-shown',
      reason: 'Trop de choses sont couvertes pour reconnaître ce paiement.',
    },
  },
  {
    about: 'amount',
    slugs: ['clickworker', 'foule-factory'],
    age: 47,
    doubts: ['La capture ne montre pas les frais.'],
    opinions: [
      { upholds: false, sentence: 'Le montant reçu est bien celui déclaré.' },
      { upholds: false },
      { upholds: true },
    ],
    decision: {
      rule: 'sound',
      reason: 'Le montant de la capture est celui déclaré. La preuve tient.',
    },
  },
  {
    about: 'amount',
    slugs: ['tacheo', 'clickworker'],
    age: 6,
    doubts: ['Les centimes sont couverts : je ne peux pas comparer.'],
    opinions: [{ upholds: false, sentence: 'Les deux premiers chiffres sont justes.' }],
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

/** The latest proof that others saw by then, of somebody whom no developer signs in as. */
function drawProof(
  proofs: readonly Proof[],
  { slugs, age }: Pick<Question, 'slugs' | 'age'>,
  asked: readonly string[],
): Proof | undefined {
  return proofs
    .filter(({ key, slug, author, opened, age: shown }) => {
      const own = author === DEMO_MEMBER || author === DEMO_MODERATOR;
      return opened && slugs.includes(slug) && shown > age + 1 && !own && !asked.includes(key);
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
    sentence: 'L’heure se lit encore en haut de la capture.',
  } as const;
  const opinion = { verdict: 'wrong', sentence: 'Une heure seule ne désigne personne.' } as const;
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
