import { z } from 'zod/mini';
import { publicAuthor } from '#shared/directory/public-author.ts';
import { pictureFields } from '#shared/media/picture-forms.ts';
import {
  signAllAlike,
  checkbox,
  currency,
  day,
  commonFormFields,
  id,
  MAX_SHORT_TEXT_LENGTH,
  month,
  slug,
  typedAmount,
} from '#shared/core/form-fields.ts';
import { accountFields } from '#shared/identity/accounts.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { ownShowing, shownPostCursor } from '#shared/directory/publication-mondays.ts';

export const MAX_INCIDENT_TEXT_LENGTH = 2_000;
/** Incidents per page of the API, at most and unless asked. */
export const INCIDENTS_PAGE_SIZE = 20;

export const INCIDENT_KINDS = [
  'account-closed',
  'account-suspended',
  'balance-stuck',
  'tasks-refused',
  'posts-bought',
] as const;
export const incidentKind = z.enum(INCIDENT_KINDS);

export const INCIDENT_REASONS = ['none', 'given', 'unknown'] as const;
export const incidentReasonCode = z.enum(INCIDENT_REASONS);

export const PLATFORM_APPEALS = ['not-tried', 'unanswered', 'answered'] as const;
export const platformAppeal = z.enum(PLATFORM_APPEALS);

/** Directions of the posts that a task pays for. */
export const PAID_POST_DIRECTIONS = ['praise', 'blame'] as const;
export const paidPostDirection = z.enum(PAID_POST_DIRECTIONS);

/**
 * The form of bought posts sends `asks`, `offeredAt`, `client` and `reward`; that of other kinds
 * `reason` to `lost`.
 */
const facts = {
  kind: incidentKind,
  happenedOn: day,
  reason: z.optional(incidentReasonCode),
  appeal: z.optional(platformAppeal),
  /** The balance lost, as typed. */
  lost: z.optional(typedAmount),
  asks: z.optional(paidPostDirection),
  /** The platform that offered the task, in the member's words. */
  offeredAt: z.optional(z.string().check(z.trim(), z.maxLength(MAX_SHORT_TEXT_LENGTH))),
  /** For bought posts: name of the client who pays for them. */
  client: z.optional(z.string().check(z.trim(), z.maxLength(MAX_SHORT_TEXT_LENGTH))),
  /** Confirms that the name is a company's or an account's, not a person's. */
  notAPerson: z.optional(checkbox),
  /** The task's reward, as typed. */
  reward: z.optional(typedAmount),
  currency: z.optional(currency),
  text: z.optional(z.string().check(z.trim(), z.maxLength(MAX_INCIDENT_TEXT_LENGTH))),
  /** Whether others see the rounded sum, the month, and the reason with what an appeal brought. */
  showsAmount: checkbox,
  showsMonth: checkbox,
  showsReason: checkbox,
  solicited: checkbox,
  signed: checkbox,
  alike: signAllAlike,
  ...pictureFields,
};

export const incidentFacts = z.object(facts);
export type IncidentFacts = z.infer<typeof incidentFacts>;

/** The picture of a task that asks for posts is uploaded as file `screenshot`. */
export const incidentForm = z.object({
  ...commonFormFields,
  ...facts,
  /** A name, alias, domain or slug. */
  platform: z.string().check(z.minLength(1), z.maxLength(MAX_SHORT_TEXT_LENGTH)),
});
/** An incident with the account of a visitor, made or opened by the same form. */
export const incidentWithAccountForm = z.object({ ...incidentForm.shape, ...accountFields });
export const incidentCorrection = z.object({
  ...commonFormFields,
  ...facts,
  removeScreenshot: checkbox,
});

export const incidentCursor = shownPostCursor;

const money = z.object({ minor: z.int(), currency });
const picture = z.object({ url: z.string(), width: z.int(), height: z.int() });

/** An incident as the public sees it: null is what its author does not show. */
export const publishedIncident = z.object({
  id,
  kind: incidentKind,
  reason: z.nullable(incidentReasonCode),
  appeal: z.nullable(platformAppeal),
  month: z.nullable(month),
  /** The Monday since which it is shown. */
  shownFrom: day,
  lostRounded: z.nullable(money),
  asks: z.nullable(paidPostDirection),
  offeredAt: z.nullable(z.string()),
  client: z.nullable(z.object({ slug, name: z.string() })),
  rewardRounded: z.nullable(money),
  screenshot: z.nullable(z.object({ thumbnail: picture, reading: picture })),
  text: z.nullable(z.string()),
  /** Hidden by a decision: it counts nowhere, and if removed its text and picture are left out. */
  hiding,
  solicited: z.boolean(),
  author: publicAuthor,
  /** Number of other members who say "me too"; it moves on Mondays. */
  echoes: z.int(),
  /** Whether the viewer says "me too". */
  echoed: z.boolean(),
  can: z.object({ echo: z.boolean(), edit: z.boolean() }),
});
export type PublishedIncident = z.infer<typeof publishedIncident>;

export const incidentsResponse = z.object({
  platform: z.object({ slug, name: z.string() }),
  incidents: z.array(publishedIncident),
  next: z.nullable(incidentCursor),
});
export type IncidentsResponse = z.infer<typeof incidentsResponse>;

/** An incident for its author alone: exact values. */
export const ownIncident = z.object({
  id,
  platform: z.object({ slug, name: z.string() }),
  kind: incidentKind,
  reason: incidentReasonCode,
  appeal: platformAppeal,
  happenedOn: day,
  publishedOn: day,
  ...ownShowing,
  showsAmount: z.boolean(),
  showsMonth: z.boolean(),
  showsReason: z.boolean(),
  lost: z.nullable(money),
  asks: z.nullable(paidPostDirection),
  offeredAt: z.nullable(z.string()),
  client: z.nullable(z.string()),
  reward: z.nullable(money),
  hasScreenshot: z.boolean(),
  text: z.nullable(z.string()),
  hiding,
  solicited: z.boolean(),
  signed: z.boolean(),
  echoes: z.int(),
});
export type OwnIncident = z.infer<typeof ownIncident>;

export const ownIncidentsResponse = z.object({ incidents: z.array(ownIncident) });
