import { z } from 'zod/mini';
import { day, id } from '#shared/core/form-fields.ts';
import { measure } from '#shared/core/moderation-decisions.ts';
import { proposedChange } from '#shared/identity/two-person-approval.ts';
import { caseState, proposalState, publicExcerpt } from './case-handling.ts';
import { caseSubjectName } from './cases.ts';

/**
 * What waits for a moderator beside the cases that she takes, in the order of the desk: cases and changes
 * for a second person, replies, disputed facts, reported private messages, private evidence, doubted
 * proofs, guides to read again, and whether accounts are one person's.
 */
export const DESK_QUEUES = [
  'second',
  'acts',
  'replies',
  'disputes',
  'messages',
  'private-evidence',
  'checks',
  'guides',
  'likeness',
] as const;
export type DeskQueue = (typeof DESK_QUEUES)[number];

const deskQueue = z.object({
  queue: z.enum(DESK_QUEUES),
  count: z.int().check(z.gte(1)),
  /** Days that the oldest has waited; null where the day would tell more than its page does. */
  oldestDays: z.nullable(z.int()),
  /** The oldest topic or case, where the queue has no page of its own. */
  key: z.nullable(id),
});
export type DeskQueueCount = z.infer<typeof deskQueue>;

/** The queues in which something waits for the viewer. */
export const deskQueuesResponse = z.object({ queues: z.array(deskQueue) });
export type DeskQueuesResponse = z.infer<typeof deskQueuesResponse>;

/** Most proposals of each kind that a list shows. */
export const OWN_PROPOSALS_SHOWN = 20;

const ownCaseProposal = z.object({
  id,
  case: id,
  about: caseSubjectName,
  kind: measure,
  rule: z.string(),
  on: day,
  state: proposalState,
  /** Why the second person objected; null once the viewer is a party to the case. */
  objection: z.nullable(z.string()),
  caseState,
  /** The decision that followed; null without one. */
  decision: z.nullable(z.object({ id, kind: measure })),
  excerpt: z.nullable(publicExcerpt),
});
export type OwnCaseProposal = z.infer<typeof ownCaseProposal>;

/** What the viewer proposed and what became of it, the latest first. */
export const ownProposalsResponse = z.object({
  cases: z.array(ownCaseProposal),
  acts: z.array(proposedChange),
});
export type OwnProposalsResponse = z.infer<typeof ownProposalsResponse>;
