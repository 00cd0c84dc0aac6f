import { z } from 'zod/mini';
import { boycottFailure, boycottState, boycottOutcome } from '#shared/collective/boycotts.ts';
import { currency, id, slug } from '#shared/core/form-fields.ts';
import { standingState } from '#shared/directory/standing-states.ts';
import { proofState } from '#shared/evidence/proofs.ts';

/**
 * Kinds of things that a thread can be about (one at most), and of live cards: posts show the current
 * state of a thing when their author pasted a link to it.
 */
export const CARD_KINDS = ['platform', 'client', 'task', 'proof', 'boycott'] as const;
export const cardKind = z.enum(CARD_KINDS);
export type CardKind = z.infer<typeof cardKind>;

export const cardReference = z.object({ kind: cardKind, key: z.string() });
export type CardReference = z.infer<typeof cardReference>;

const money = z.object({ minor: z.int(), currency });
export const liveCard = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('platform'),
    key: slug,
    name: z.string(),
    state: standingState,
    slips: z.int(),
    medianDelayDays: z.nullable(z.int()),
  }),
  z.object({ kind: z.literal('client'), key: slug, name: z.string(), reports: z.int() }),
  z.object({
    kind: z.literal('task'),
    key: id,
    title: z.string(),
    platform: z.string(),
    reward: money,
    /** Median hourly rate in euro cents; null with too few reports. */
    hourlyEur: z.nullable(z.int()),
  }),
  z.object({
    kind: z.literal('proof'),
    key: id,
    platform: z.string(),
    state: proofState,
    /** Rounded, and the month asked; null unless its author shows them. */
    amount: z.nullable(money),
    month: z.nullable(z.string()),
  }),
  z.object({
    kind: z.literal('boycott'),
    key: id,
    title: z.string(),
    platform: z.string(),
    state: boycottState,
    /** When the boycott's current step ends by itself. */
    stepEndsAt: z.nullable(z.string()),
    /** Number of pledges; null until the boycott is on. */
    pledged: z.nullable(z.int()),
    outcome: z.nullable(boycottOutcome),
    failure: z.nullable(boycottFailure),
  }),
]);
export type LiveCardData = z.infer<typeof liveCard>;
