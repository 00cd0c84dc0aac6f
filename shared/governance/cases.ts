import { z } from 'zod/mini';
import {
  CASE_SUBJECT_KINDS,
  SUBJECT_KINDS,
  type CaseSubjectKind,
  type SubjectKind,
} from '#shared/core/subject-kinds.ts';
import { id } from '#shared/core/form-fields.ts';
import type { RuleId } from '#shared/core/moderation-decisions.ts';

export const subjectKind = z.enum(SUBJECT_KINDS);
export const caseSubjectKind = z.enum(CASE_SUBJECT_KINDS);

/**
 * Kinds that everybody can read. Task reports no longer are: cases and decisions from before name
 * them.
 */
export type PublicSubjectKind = Exclude<SubjectKind, 'task-report'>;
export const PUBLIC_SUBJECT_KINDS = SUBJECT_KINDS.filter(
  (kind): kind is PublicSubjectKind => kind !== 'task-report',
);

/**
 * The name of a subject, `kind/id` (e.g. post/3k9…), as cases, decisions and the public record
 * state it.
 */
export const subjectName = z
  .string()
  .check(z.regex(new RegExp(String.raw`^(${SUBJECT_KINDS.join('|')})/[0-9a-z]{12}$`)));

/** The name of what a case is about: a subject, or a pause from posting (pause/3k9…). */
export const caseSubjectName = z
  .string()
  .check(z.regex(new RegExp(String.raw`^(${CASE_SUBJECT_KINDS.join('|')})/[0-9a-z]{12}$`)));

/** The API path with which an author withdraws the subject of this name. */
export function withdrawApiPath(name: string): string {
  const [kind = '', key] = name.split('/');
  return `/api/${kind}${kind.endsWith('s') ? 'es' : 's'}/${key}/withdraw`;
}

/** Splits a subject's name. */
export function parseSubjectName(name: string): { kind: SubjectKind; id: string } {
  const [kind, key] = name.split('/');
  return { kind: subjectKind.parse(kind), id: id.parse(key) };
}

/** Splits the name of what a case is about. */
export function parseCaseSubject(name: string): { kind: CaseSubjectKind; id: string } {
  const [kind, key] = name.split('/');
  return { kind: caseSubjectKind.parse(kind), id: id.parse(key) };
}

/** Reasons for a flag, with the rule that each breaks; published on the rules page. */
export const FLAG_REASONS = {
  'personal-data': 'R4',
  threat: 'R5',
  illegal: 'R6',
  insult: 'R5',
  invented: 'R1',
  'two-accounts': 'R2',
  'paid-for': 'R3',
  advertising: 'R7',
  picture: 'R8',
} as const satisfies Record<string, RuleId>;
export type FlagReasonCode = keyof typeof FLAG_REASONS;
export const flagReasonCode = z.enum(Object.keys(FLAG_REASONS) as FlagReasonCode[]);

/** Flags per member and day; private messages have a limit of their own. */
export const FLAGS_A_DAY = 20;
/** Decided flags in the window from which a member can be paused for unfounded ones. */
export const FLAG_PAUSE_MIN_FLAGS = 5;
/** Share of manifestly unfounded flags from which she is paused, 0 to 1. */
export const FLAG_PAUSE_SHARE = 0.6;
export const FLAG_PAUSE_WINDOW_DAYS = 180;
export const FLAG_PAUSE_DAYS = 14;
/** Days after the end of its case for which a flag's text and sender are kept. */
export const FLAG_RETENTION_DAYS = 365;

/** Hours for which a case belongs to the moderator who took it. */
export const CASE_ASSIGNMENT_HOURS = 12;
/** Maximum cases assigned to a moderator per day; she can ask for fewer. */
export const MAX_CASES_PER_MODERATOR_A_DAY = 10;
/** Hours for which a case belongs to the second person who took it. */
export const SECOND_REVIEW_HOURS = 4;
export const MAX_SECOND_REVIEWS_A_DAY = 3;
/** Hours for which a moderator gets no cases when she asks for quiet. */
export const MODERATOR_QUIET_HOURS = 48;
/** Days of the rota shown, today included. */
export const ROTA_DAYS_SHOWN = 14;

/** Reasons for which one moderator may veil alone. */
export const URGENT_REASONS = ['personal-data', 'threat', 'illegal'] as const;

/** Whether a reason goes before all others in the queue. */
export function isUrgent(reason: string): boolean {
  return (URGENT_REASONS as readonly string[]).includes(reason);
}

/** Hours until an unconfirmed veil lifts. */
export const VEIL_HOURS = 72;
/** Rules that allow to remove a text, not only to hide it behind a click. */
export const REMOVAL_RULES = ['R4', 'R6'] as const satisfies readonly RuleId[];

/** Where a case comes from. */
export const CASE_ORIGINS = [
  'flag',
  'notice',
  'dispute',
  'own-initiative',
  'legal-order',
  'detector',
] as const;
export type CaseOrigin = (typeof CASE_ORIGINS)[number];
export const caseOrigin = z.enum(CASE_ORIGINS);

/** Months after a decision in which it can be appealed, once. */
export const APPEAL_PERIOD_MONTHS = 6;
/**
 * Established members from which juries of five are drawn; below, juries of three who did not
 * decide.
 */
export const LARGE_JURY_MIN_ESTABLISHED = 500;
export const JURY_SEATS = 5;
export const SMALL_JURY_SEATS = 3;
/** Hours for a drawn juror to answer before another replaces her. */
export const JURY_ANSWER_HOURS = 72;
