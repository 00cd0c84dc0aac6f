import { z } from 'zod/mini';
import { id } from '#shared/core/fields.ts';
import type { RuleId } from './legal.ts';

/** What can be flagged and decided on. */
export const SUBJECT_KINDS = [
  'post',
  'payout',
  'incident',
  'review',
  'client-review',
  'task-report',
  'guess',
  'reply',
  'boycott',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
export const subjectKind = z.enum(SUBJECT_KINDS);

/** `kind/id`, e.g. post/3k9…, as cases, decisions and the public record name a thing. */
export const subjectName = z
  .string()
  .check(z.regex(new RegExp(String.raw`^(${SUBJECT_KINDS.join('|')})/[0-9a-z]{12}$`)));

/** The two parts of a subject's name. */
export function readSubject(name: string): { kind: SubjectKind; id: string } {
  const [kind, key] = name.split('/');
  return { kind: subjectKind.parse(kind), id: id.parse(key) };
}

/** Why something may be flagged, with the rule that it breaks then; published on the rules page. */
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
export type FlagReason = keyof typeof FLAG_REASONS;
export const flagReason = z.enum(Object.keys(FLAG_REASONS) as FlagReason[]);

/** Flags that a member can send a day; private messages have a count of their own. */
export const FLAGS_A_DAY = 20;
/** From so many flags decided in the window on, a member is paused where too many were unfounded. */
export const FLAG_PAUSE_MIN = 5;
/** Share of manifestly unfounded ones from which she is paused, 0 to 1. */
export const FLAG_PAUSE_SHARE = 0.6;
export const FLAG_PAUSE_WINDOW_DAYS = 180;
export const FLAG_PAUSE_DAYS = 14;
/** What a flag says, a year after its case ended, is forgotten, with who sent it. */
export const FLAG_KEPT_DAYS = 365;

/** How long a case is a moderator's who took it, in hours. */
export const TAKEN_HOURS = 12;
/** Cases that are given to one moderator a day, at most; she can ask for fewer. */
export const CASES_A_DAY = 10;
/** How long a case is a second person's who took it, in hours; and how many she takes a day. */
export const SECOND_HOURS = 4;
export const SECONDS_A_DAY = 3;
/** How long a moderator is left alone who asked for it, in hours. */
export const QUIET_HOURS = 48;
/** Days of the rota that are shown, today included. */
export const ROTA_DAYS = 14;

/** What one moderator may veil alone. */
export const URGENT_REASONS = ['personal-data', 'threat', 'illegal'] as const;

/** Whether what is flagged for that reason comes before all else. */
export function isUrgent(reason: string): boolean {
  return (URGENT_REASONS as readonly string[]).includes(reason);
}

/** How long a veil lasts that nobody confirms. */
export const VEIL_HOURS = 72;
/** The rules by which a text may be taken out of reading, not only behind a click. */
export const REMOVAL_RULES = ['R4', 'R6'] as const satisfies readonly RuleId[];

/**
 * What a decision on a case does: hide behind a click, remove from reading, veil for 72 hours, show
 * again, or nothing. What is hidden or removed leaves the figures.
 */
export const MEASURES = ['hide', 'remove', 'veil', 'restore', 'dismiss'] as const;
export type Measure = (typeof MEASURES)[number];
export const measure = z.enum(MEASURES);

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

/** An appeal can be made for so long after the decision, once. */
export const APPEAL_MONTHS = 6;
/** Established members from which juries of five are drawn; below, three who did not decide. */
export const JURY_MIN_ESTABLISHED = 500;
export const JURY_SEATS = 5;
export const SMALL_JURY_SEATS = 3;
/** How long a jury has, and how long one who was drawn has to answer before another takes her place. */
export const JURY_HOURS = 72;

/**
 * How a reader sees a thing: whole, or hidden by a decision, whose text is behind a click, or
 * removed, whose text does not leave the server.
 */
export const hiding = z.nullable(
  z.object({
    level: z.enum(['hidden', 'removed']),
    rule: z.string(),
    /** Of the decision, which has its own page. */
    decision: id,
    /** ISO 8601; of a veil, when it lifts by itself. */
    until: z.nullable(z.string()),
  }),
);
export type Hiding = z.infer<typeof hiding>;
