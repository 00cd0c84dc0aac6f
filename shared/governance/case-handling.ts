import type { PageAddress } from '#shared/core/paths.ts';
import { z } from 'zod/mini';
import { measure, decisionReasonText } from '#shared/core/moderation-decisions.ts';
import {
  MAX_CASES_PER_MODERATOR_A_DAY,
  FLAG_REASONS,
  REMOVAL_RULES,
  URGENT_REASONS,
  caseOrigin,
  caseSubjectKind,
  caseSubjectName,
  flagReasonCode,
} from './cases.ts';
import { MAX_COVERED_WORDS_LENGTH } from '#shared/core/covered-words.ts';
import { listedDecision } from './case-decisions.ts';
import {
  checkbox,
  chosenIds,
  currency,
  day,
  commonFormFields,
  id,
  month,
} from '#shared/core/form-fields.ts';

/** The rules that a case decision may apply: those that a flag can name. */
export const CASE_RULES = [...new Set(Object.values(FLAG_REASONS))];
export type CaseRule = (typeof CASE_RULES)[number];
export const caseRule = z.enum(CASE_RULES);

/** The rules by which one moderator may veil alone. */
export const VEIL_RULES = [...new Set(URGENT_REASONS.map((one) => FLAG_REASONS[one]))];

/** The measure that a rule allows: only illegal content and personal data are removed. */
export function measureAllowedBy(rule: CaseRule): 'hide' | 'remove' {
  return (REMOVAL_RULES as readonly CaseRule[]).includes(rule) ? 'remove' : 'hide';
}

export const CASE_STATES = ['open', 'proposed', 'jury', 'closed'] as const;
export const caseState = z.enum(CASE_STATES);

/** Proposals that need a second person. */
export const PROPOSED_MEASURES = ['hide', 'remove', 'restore', 'cover', 'uncover'] as const;
export const proposedMeasure = z.enum(PROPOSED_MEASURES);
export type ProposedMeasure = z.infer<typeof proposedMeasure>;

export const MAX_CASE_FACTS_LENGTH = 1_000;
/** The facts that a rule is applied to. */
export const caseFacts = z
  .string()
  .check(z.trim(), z.minLength(1), z.minLength(5), z.maxLength(MAX_CASE_FACTS_LENGTH));

/** Most posts that one proposal can name. */
export const MAX_CHOSEN_POSTS = 60;
export const chosenPosts = chosenIds(MAX_CHOSEN_POSTS);

/** Most characters of a pasted address. */
export const MAX_ADDRESS_LENGTH = 500;
export const openOwnCaseForm = z.object({
  ...commonFormFields,
  /** The name of a subject (post/3k9…), or the address of the page that shows it. */
  about: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_ADDRESS_LENGTH)),
  reason: flagReasonCode,
});
export type OpenOwnCaseInput = z.infer<typeof openOwnCaseForm>;

export const proposeMeasureForm = z.object({
  ...commonFormFields,
  kind: proposedMeasure,
  rule: caseRule,
  /** The facts that the rule is applied to; `reason` says in one sentence why it applies. */
  facts: caseFacts,
  reason: decisionReasonText,
  /** The exact words to cover, one a line; needed to cover, and for nothing else. */
  words: z.optional(z.string().check(z.trim(), z.maxLength(MAX_COVERED_WORDS_LENGTH))),
});
export type ProposeMeasureInput = z.infer<typeof proposeMeasureForm>;

export const veilSubjectForm = z.object({
  ...commonFormFields,
  rule: z.enum(VEIL_RULES),
  facts: caseFacts,
  reason: decisionReasonText,
});
export type VeilSubjectInput = z.infer<typeof veilSubjectForm>;

/** "No action needed", in one tap; the flags may have been manifestly unfounded. */
export const dismissCaseForm = z.object({
  ...commonFormFields,
  unfounded: checkbox,
  reason: z.optional(decisionReasonText),
});
export type DismissCaseInput = z.infer<typeof dismissCaseForm>;

const secondAnswer = z.enum(['agree', 'object']);
export const answerProposalForm = z.object({
  ...commonFormFields,
  proposal: id,
  answer: secondAnswer,
  objection: z.optional(decisionReasonText),
  /** The pause of the author that the same moderator proposed, answered in the same visit. */
  pauseProposal: z.optional(id),
  pauseAnswer: z.optional(secondAnswer),
  pauseObjection: z.optional(decisionReasonText),
});
export type AnswerProposalInput = z.infer<typeof answerProposalForm>;

export const dailyCaseMaximumForm = z.object({
  ...commonFormFields,
  casesADay: z.coerce.number().check(z.int(), z.gte(1), z.lte(MAX_CASES_PER_MODERATOR_A_DAY)),
});
export const quietTimeForm = z.object({ ...commonFormFields, quiet: z.enum(['begin', 'end']) });
export const rotaDayForm = z.object({ ...commonFormFields, day, duty: z.enum(['take', 'leave']) });
export type RotaDayInput = z.infer<typeof rotaDayForm>;

const picture = z.object({ url: z.string(), width: z.int(), height: z.int() });

/** The page that shows a subject, with the value of its path parameter. */
export const subjectPage = z.object({
  page: z.enum([
    'post',
    'proof',
    'platform',
    'platformReviews',
    'platformAbout',
    'platformRevisions',
    'client',
    'task',
    'boycott',
    'boycottTranslations',
  ]),
  key: z.string(),
});
export type SubjectPage = z.infer<typeof subjectPage>;

/** Pages whose parameter is an id, not a slug. */
const BY_ID: readonly SubjectPage['page'][] = ['proof', 'task', 'boycott', 'boycottTranslations'];

/** The address of the page that shows a subject, for `pathTo`. */
export function subjectPageAddress({ page, key }: SubjectPage): PageAddress {
  if (page === 'post') return { page: 'forumPost', parameters: { id: key } };
  const isById = BY_ID.includes(page);
  return { page, parameters: isById ? { id: key } : { slug: key } };
}

/** The subject as published, for its decision makers; never its author. */
export const caseSubjectContent = z.object({
  text: z.nullable(z.string()),
  signedAs: z.nullable(z.string()),
  source: z.nullable(z.string()),
  money: z.nullable(z.object({ minor: z.int(), currency })),
  month: z.nullable(month),
  marks: z.array(z.int()),
  pictures: z.array(picture),
  place: z.nullable(subjectPage),
});
export type CaseSubjectContent = z.infer<typeof caseSubjectContent>;

export const PROPOSAL_STATES = ['open', 'agreed', 'refused', 'dropped'] as const;
export const proposalState = z.enum(PROPOSAL_STATES);

const shownProposal = z.object({
  id,
  kind: measure,
  rule: z.string(),
  facts: z.string(),
  reason: z.string(),
  /** The words to cover; null for other measures, and once the text is gone. */
  words: z.nullable(z.array(z.string())),
  handle: z.string(),
  state: proposalState,
  objection: z.nullable(z.string()),
});
export type ShownCaseProposal = z.infer<typeof shownProposal>;

/** One of the posts that a case is about besides its subject. */
export const coveredPost = z.object({ id, text: z.nullable(z.string()) });
export type CoveredPost = z.infer<typeof coveredPost>;

/** One case, for moderators who are no party, and for potential second persons. */
export const caseResponse = z.object({
  id,
  about: caseSubjectName,
  reason: z.string(),
  origin: caseOrigin,
  state: caseState,
  openedAt: z.string(),
  dueAt: z.nullable(z.string()),
  hidden: z.nullable(measure),
  /** The subject's content; null once its author withdrew it. */
  thing: z.nullable(caseSubjectContent),
  /** The flaggers' reasons, for moderators alone; never who they are. */
  flags: z.array(
    z.object({ reason: z.string(), sentence: z.string(), ratedParty: z.boolean(), on: day }),
  ),
  /**
   * Statements of notices and disputes from outside, for moderators alone; for a dispute, the
   * domain.
   */
  statements: z.array(
    z.object({
      origin: z.enum(['notice', 'dispute']),
      text: z.string(),
      domain: z.nullable(z.string()),
      on: day,
    }),
  ),
  /** The posts of the same author and day that it is about as well. */
  batch: z.array(coveredPost),
  /** For a pause from posting: its days. */
  days: z.nullable(z.int()),
  proposals: z.array(shownProposal),
  /** The pause of the author that the viewer answers with it; null without one. */
  pause: z.nullable(z.object({ days: z.int(), proposal: shownProposal })),
  /** The case about posts with which the viewer answers this pause; null for all others. */
  answeredIn: z.nullable(id),
  /** Earlier decisions about the same subject. */
  decisions: z.array(listedDecision),
  numbers: z.array(z.object({ name: z.string(), value: z.number() })),
  can: z.object({
    take: z.boolean(),
    release: z.boolean(),
    withdraw: z.boolean(),
    propose: z.array(proposedMeasure),
    veil: z.boolean(),
    dismiss: z.boolean(),
    /** The viewer may see the author's posts of that day, and propose to hide several. */
    batch: z.boolean(),
    /** The days of a pause from posting that the viewer may propose for the author. */
    pause: z.array(z.int()),
    /** The viewer may ask whether the author has other accounts. */
    likeness: z.boolean(),
    /** The viewer may agree with the proposal, or object. */
    answer: z.boolean(),
    /** The viewer may give back the case, which she took as second person. */
    giveBack: z.boolean(),
    /** The viewer may review what one moderator decided alone. */
    reopen: z.boolean(),
    /**
     * The community is too small for second persons: the viewer's proposals are decided at once.
     */
    alone: z.boolean(),
  }),
});
export type CaseResponse = z.infer<typeof caseResponse>;

/** The decision on a case that the viewer made. */
export const ownDecisionResponse = z.object({ id });

/** Most characters of a text in a list of cases. */
export const EXCERPT_LENGTH = 80;
/**
 * The beginning of a subject as everybody reads it: the title of its topic, else its platform or client,
 * and its first words. Null of what is hidden or proposed for removal.
 */
export const publicExcerpt = z.object({
  title: z.nullable(z.string()),
  text: z.nullable(z.string()),
});
export type PublicExcerpt = z.infer<typeof publicExcerpt>;

const caseForSecondReview = z.object({
  id,
  about: caseSubjectName,
  kind: measure,
  rule: z.string(),
  openedAt: z.string(),
  excerpt: z.nullable(publicExcerpt),
});

/** Cases that wait for a second person, for those who may be one. */
export const secondReviewsResponse = z.object({
  cases: z.array(caseForSecondReview),
  /**
   * Cases that nobody reads without taking them: no more than this is shown, and nobody chooses
   * among them.
   */
  guarded: z.array(
    z.object({ of: caseSubjectKind, kind: measure, rule: z.string(), openedAt: z.string() }),
  ),
  /** The guarded case that the viewer took, until when it is hers; null without one. */
  mine: z.nullable(z.object({ ...caseForSecondReview.shape, until: z.string() })),
  takenToday: z.int(),
  can: z.object({ take: z.boolean() }),
});
export type SecondReviewsResponse = z.infer<typeof secondReviewsResponse>;
