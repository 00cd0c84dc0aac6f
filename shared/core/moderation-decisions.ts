import { z } from 'zod/mini';
import { id } from './form-fields.ts';

/**
 * Ids of the site's rules, quoted by decisions and used as anchors. An id is never reused, so that
 * old decisions keep their meaning.
 */
export const RULE_IDS = [
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'R12',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

export const MAX_REASON_LENGTH = 1_000;
/** The sentences with which a moderator gives reasons for a decision. */
export const decisionReasonText = z
  .string()
  .check(z.trim(), z.minLength(1), z.minLength(5), z.maxLength(MAX_REASON_LENGTH));

/**
 * The measure of a case decision: hide behind a click, remove from reading, veil for 72 hours,
 * restore, cover words, show them again, or nothing. Hidden and removed things leave the figures.
 */
export const MEASURES = [
  'hide',
  'remove',
  'veil',
  'restore',
  'cover',
  'uncover',
  'dismiss',
] as const;
export type Measure = (typeof MEASURES)[number];
export const measure = z.enum(MEASURES);

/**
 * What a moderator is told of her proposal: a second person agreed, or refused, so that a jury decides; the
 * second agreed and a jury decides; a jury decided; or the case ended without an answer.
 */
export const PROPOSAL_OUTCOMES = ['agreed', 'refused', 'jury', 'decided', 'dropped'] as const;
export type ProposalOutcome = (typeof PROPOSAL_OUTCOMES)[number];

/**
 * How readers see a thing: in full; hidden by a decision, with its text behind a click; or removed,
 * with its text kept on the server.
 */
export const hiding = z.nullable(
  z.object({
    level: z.enum(['hidden', 'removed']),
    rule: z.string(),
    /** Id of the decision, which has its own page. */
    decision: id,
    /** ISO 8601; for a veil, when it lifts by itself. */
    until: z.nullable(z.string()),
  }),
);
export type Hiding = z.infer<typeof hiding>;

/** The decision that covers words of a text; null where none are covered. */
export const covering = z.nullable(z.object({ rule: z.string(), decision: id }));
export type Covering = z.infer<typeof covering>;
