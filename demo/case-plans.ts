import type { SubjectKind } from '#shared/core/subject-kinds.ts';
import type {
  AnswerProposalInput,
  DismissCaseInput,
  ProposeMeasureInput,
  VeilSubjectInput,
} from '#shared/governance/case-handling.ts';
import type { FlagInput } from '#shared/governance/flags.ts';

/** What is flagged: a post by how its text begins, or a member's review of a platform. */
export type FlaggedThing = { readonly post: string } | { readonly reviewOf: string };

type FlagPlan = Pick<FlagInput, 'reason' | 'sentence'> & {
  /** She represents the party that the thing rates. */
  readonly ratedParty?: true;
};

/** What is done about a case, by whom: the demo's moderator, the other one, or a second person. */
export type Step = {
  /** Days before now. */
  readonly age: number;
} & (
  | { readonly by: 'mod' | 'other-mod'; readonly does: 'propose'; readonly words: ProposalWords }
  | { readonly by: 'mod' | 'other-mod'; readonly does: 'veil'; readonly words: VeilWords }
  | { readonly by: 'mod' | 'other-mod'; readonly does: 'dismiss' }
  | { readonly by: 'second'; readonly does: 'agree' }
  | { readonly by: 'second'; readonly does: 'object'; readonly objection: string }
);
export type ProposalWords = Pick<ProposeMeasureInput, 'kind' | 'rule' | 'facts' | 'reason'>;
export type VeilWords = Pick<VeilSubjectInput, 'rule' | 'facts' | 'reason'>;

export type CasePlan = {
  readonly about: FlaggedThing;
  /** The age at which it is first flagged; the others follow within hours. */
  readonly age: number;
  readonly flags: readonly FlagPlan[];
  readonly steps: readonly Step[];
};

/** One act of moderation; `of` is the key of the thing, `thing` its kind. */
export type CaseAct = { readonly of: string; readonly thing: SubjectKind } & (
  | { readonly kind: 'flag'; readonly flag: FlagPlan }
  | { readonly kind: 'propose-on-case'; readonly words: ProposalWords }
  /** What is alike it of that author and day, with a pause of the author. */
  | { readonly kind: 'propose-batch'; readonly words: Omit<ProposalWords, 'kind'> }
  | { readonly kind: 'veil'; readonly words: VeilWords }
  | { readonly kind: 'dismiss-case'; readonly words: Pick<DismissCaseInput, 'unfounded'> }
  | {
      readonly kind: 'answer-proposal';
      readonly answer: Pick<AnswerProposalInput, 'answer' | 'objection'>;
    }
);

/** A case in each state, so that nobody meets an empty page of moderation. */
export const CASE_PLANS: readonly CasePlan[] = [
  {
    about: { post: 'Leur responsable des paiements' },
    age: 55,
    flags: [{ reason: 'insult', sentence: 'Deux insultes contre une personne, et aucun fait.' }],
    steps: [
      {
        age: 54,
        by: 'mod',
        does: 'propose',
        words: {
          kind: 'hide',
          rule: 'R5',
          facts: 'Le texte insulte une personne deux fois.',
          reason: 'On peut dire qu’on attend son argent sans insulter qui travaille là.',
        },
      },
      { age: 53, by: 'second', does: 'agree' },
    ],
  },
  {
    about: { post: 'Je suis. Et je coche la case' },
    age: 40,
    flags: [{ reason: 'invented', sentence: 'Cette case n’existe pas dans le retour de tâche.' }],
    steps: [{ age: 39, by: 'mod', does: 'dismiss' }],
  },
  {
    about: { reviewOf: 'foule-factory' },
    age: 25,
    flags: [
      { reason: 'paid-for', sentence: 'Elle a dit au forum qu’on lui offrait un bon pour ça.' },
    ],
    steps: [
      {
        age: 24,
        by: 'other-mod',
        does: 'propose',
        words: {
          kind: 'hide',
          rule: 'R3',
          facts: 'L’auteur a écrit au forum qu’un bon d’achat lui était promis pour cet avis.',
          reason: 'L’avis ne le dit pas, et la case pour le dire n’est pas cochée.',
        },
      },
      { age: 23, by: 'second', does: 'agree' },
    ],
  },
  {
    about: { post: 'Ça vient d’un certain' },
    age: 16,
    flags: [{ reason: 'personal-data', sentence: 'Un nom et un numéro de téléphone.' }],
    steps: [
      {
        age: 16,
        by: 'mod',
        does: 'veil',
        words: {
          rule: 'R4',
          facts: 'On y lit le nom et le numéro de téléphone d’une personne.',
          reason: 'Personne ne doit être appelé par des inconnus à cause de ce sujet.',
        },
      },
      { age: 15, by: 'second', does: 'agree' },
    ],
  },
  {
    about: { post: 'Prenez plutôt Sondomatic' },
    age: 7,
    flags: [{ reason: 'advertising', sentence: 'Un code de parrainage, hors sujet.' }],
    steps: [
      {
        age: 6,
        by: 'mod',
        does: 'propose',
        words: {
          kind: 'hide',
          rule: 'R7',
          facts: 'Le texte donne un code qui rapporte à son auteur.',
          reason: 'Le site n’a pas de parrainage, pour que les conseils restent des conseils.',
        },
      },
      { age: 5, by: 'second', does: 'agree' },
    ],
  },
  {
    about: { reviewOf: 'piecettes' },
    age: 3,
    flags: [
      {
        reason: 'invented',
        sentence: 'Cette personne n’a jamais eu de compte chez nous.',
        ratedParty: true,
      },
    ],
    steps: [
      {
        age: 2,
        by: 'other-mod',
        does: 'propose',
        words: {
          kind: 'hide',
          rule: 'R1',
          facts: 'L’avis parle d’un virement, que la plateforme ne propose pas.',
          reason: 'Rien d’autre dans l’avis ne montre que l’auteur y a travaillé.',
        },
      },
    ],
  },
  {
    // What two people do not agree on: a jury is drawn once the site runs.
    about: { post: 'À mon avis c’est leur service' },
    age: 5,
    flags: [{ reason: 'invented', sentence: 'C’est une accusation, et rien ne la montre.' }],
    steps: [
      {
        age: 4,
        by: 'mod',
        does: 'propose',
        words: {
          kind: 'hide',
          rule: 'R1',
          facts: 'Le texte dit qui écrit ces avis, et ne montre rien.',
          reason: 'Rien dans le sujet ne permet de le savoir.',
        },
      },
      {
        age: 3,
        by: 'second',
        does: 'object',
        objection: 'C’est dit comme un avis, avec « à mon avis ». On peut y répondre.',
      },
    ],
  },
  {
    about: { post: 'Vous êtes des moutons' },
    age: 2,
    flags: [
      { reason: 'insult', sentence: 'Ça se moque de celles qui osent demander leur argent.' },
      { reason: 'insult', sentence: 'Rien que du mépris.' },
    ],
    steps: [],
  },
  {
    about: { post: 'Je sais où habite' },
    age: 1,
    flags: [{ reason: 'threat', sentence: 'C’est une menace, même si c’est dit en l’air.' }],
    steps: [],
  },
];
