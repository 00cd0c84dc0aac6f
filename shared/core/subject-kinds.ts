import type { PageName } from './paths.ts';

/** Where a kind of subject is read: on pages of its own, or under an anchor of another page. */
export type ReadOn = { readonly pages: readonly [PageName, ...PageName[]] } | ReadUnder;
/**
 * A subject read under the anchor `anchor-ID` on a page of its platform, client, task or boycott;
 * `any` where all have it.
 */
type ReadUnder = {
  readonly on:
    | 'platformReviews'
    | 'platformAbout'
    | 'platformRevisions'
    | 'client'
    | 'task'
    | 'boycott'
    | 'boycottTranslations'
    | 'any';
  readonly anchor: string;
};

/**
 * Kinds of content that can be flagged, and that cases, decisions and the public record name, with
 * where each is read.
 */
export const SUBJECTS = {
  post: { pages: ['forumPost', 'postHistory'] },
  payout: { pages: ['proof'] },
  incident: { on: 'platformAbout', anchor: 'incident' },
  review: { on: 'platformReviews', anchor: 'review' },
  'client-review': { on: 'client', anchor: 'review' },
  'task-report': { on: 'task', anchor: 'report' },
  guess: { on: 'client', anchor: 'guess' },
  dispute: { on: 'platformRevisions', anchor: 'dispute' },
  reply: { on: 'any', anchor: 'reply' },
  boycott: { pages: ['boycott', 'boycottVersions'] },
  fund: { on: 'boycott', anchor: 'fund' },
  'organiser-message': { on: 'boycott', anchor: 'message' },
  'organiser-contact': { on: 'boycott', anchor: 'contact' },
  'boycott-translation': { on: 'boycottTranslations', anchor: 'translation' },
} as const satisfies Readonly<Record<string, ReadOn>>;

/** Kinds with a text of which words can be covered. */
export const COVERABLE_KINDS = ['post', 'review'] as const satisfies (keyof typeof SUBJECTS)[];
export type CoverableKind = (typeof COVERABLE_KINDS)[number];

export function isCoverable(kind: string): kind is CoverableKind {
  return COVERABLE_KINDS.some((one) => one === kind);
}

export type SubjectKind = keyof typeof SUBJECTS;
export const SUBJECT_KINDS = Object.keys(SUBJECTS) as readonly SubjectKind[];

/** What cases are about: content, or a member's pause from posting, which no page of others shows. */
export type CaseSubjectKind = SubjectKind | 'pause';
export const CASE_SUBJECT_KINDS: readonly CaseSubjectKind[] = [...SUBJECT_KINDS, 'pause'];
