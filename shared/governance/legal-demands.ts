import { z } from 'zod/mini';
import { day, id, MAX_TEXT_LENGTH } from '#shared/core/form-fields.ts';

/** Demands of authorities, courts and lawyers, in a public register. */

export const DEMAND_SENDERS = [
  'police',
  'court',
  'authority',
  'lawyer',
  'company',
  'other',
] as const;
export const DEMAND_ASKS = ['data', 'removal', 'reply', 'other'] as const;
/** Outcomes of a demand; `waiting` is one without an answer. */
export const DEMAND_OUTCOMES = ['waiting', 'refused', 'partly', 'complied', 'contested'] as const;
export const demandSender = z.enum(DEMAND_SENDERS);
export const demandAsks = z.enum(DEMAND_ASKS);
export const demandOutcome = z.enum(DEMAND_OUTCOMES);
export const DEMANDS_A_PAGE = 50;
export const MIN_DEMAND_LENGTH = 10;

/** A text that the operator types on the command line. */
export const demandText = z
  .string()
  .check(z.trim(), z.minLength(MIN_DEMAND_LENGTH), z.maxLength(MAX_TEXT_LENGTH));

export const legalDemand = z.object({
  id,
  sender: demandSender,
  receivedOn: day,
  asks: demandAsks,
  /** What was demanded; null where a court forbids disclosure. */
  what: z.nullable(z.string()),
  outcome: demandOutcome,
  answer: z.nullable(z.string()),
  answeredOn: z.nullable(day),
  /** A court forbids further disclosure. */
  withheld: z.boolean(),
});
export type LegalDemand = z.infer<typeof legalDemand>;

export const demandsQuery = z.object({
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000))),
});
export const demandsResponse = z.object({
  demands: z.array(legalDemand),
  /** Number of demands on all pages. */
  count: z.int(),
  page: z.int(),
  pages: z.int(),
});
export type DemandsResponse = z.infer<typeof demandsResponse>;
