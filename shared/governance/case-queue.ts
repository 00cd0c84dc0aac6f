import { z } from 'zod/mini';
import { day, id } from '#shared/core/form-fields.ts';
import { caseState, publicExcerpt } from './case-handling.ts';
import { caseOrigin, caseSubjectName } from './cases.ts';

const counts = z.object({
  /**
   * Number of undecided cases; the next three fields count those that are urgent, wait for a second
   * person, or for a jury.
   */
  waiting: z.int(),
  urgent: z.int(),
  proposed: z.int(),
  jury: z.int(),
  /** Age of the oldest undecided case in days; null without one. */
  oldestDays: z.nullable(z.int()),
  /** Number of undecided cases by age in days: under 1, 1 to 2, 3 to 6, 7 and more. */
  ages: z.object({ today: z.int(), days: z.int(), week: z.int(), older: z.int() }),
  /** Number of open cases with a deadline; `late` is that of those past it. */
  promised: z.int(),
  late: z.int(),
  /** Number of cases opened in the last 30 days; `closed` is that of cases closed. */
  opened: z.int(),
  closed: z.int(),
});

/** The public queue: counts, and who is on duty by handle. */
export const publicCaseQueueResponse = z.object({
  counts,
  rota: z.array(z.object({ day, handles: z.array(z.string()) })),
});
export type PublicCaseQueueResponse = z.infer<typeof publicCaseQueueResponse>;

export const listedCase = z.object({
  id,
  about: caseSubjectName,
  reason: z.string(),
  origin: caseOrigin,
  state: caseState,
  urgent: z.boolean(),
  openedAt: z.string(),
  dueAt: z.nullable(z.string()),
  flags: z.int(),
  /** Handle of the moderator who took it. */
  takenBy: z.nullable(z.string()),
  mine: z.boolean(),
  /**
   * The more urgent case under which it is listed: about a post of the same author, with the same link,
   * or mostly the same words; null without one.
   */
  alike: z.nullable(id),
  /** The case in which it is decided on with others of its author and day; null without others. */
  batch: z.nullable(id),
  excerpt: z.nullable(publicExcerpt),
});
export type ListedCase = z.infer<typeof listedCase>;

export const moderatorDeskResponse = z.object({
  handle: z.string(),
  /** The moderator's current case, or the next one for her; null in her quiet hours. */
  next: z.nullable(listedCase),
  /** The most urgent first; those alike follow it. */
  cases: z.array(listedCase),
  quietUntil: z.nullable(z.string()),
  casesADay: z.int(),
  takenToday: z.int(),
  /** The moderator's days of the rota. */
  turns: z.array(day),
  /** What each moderator has taken today, of what she takes at most, and has in hand now. */
  load: z.array(
    z.object({ handle: z.string(), takenToday: z.int(), casesADay: z.int(), inHand: z.int() }),
  ),
});
export type ModeratorDeskResponse = z.infer<typeof moderatorDeskResponse>;
