import { z } from 'zod/mini';
import { changeKind } from '#shared/identity/two-person-approval.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { publicAuthor } from './public-author.ts';
import {
  signAllAlike,
  checkbox,
  currency,
  day,
  commonFormFields,
  id,
  listLimit,
  ratingMark,
  MAX_SHORT_TEXT_LENGTH,
  MAX_TEXT_LENGTH,
  month,
  slug,
} from '#shared/core/form-fields.ts';
import type { Day } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { ownShowing, quarter, shownPostCursor } from '#shared/directory/publication-mondays.ts';
import { paidPostDirection } from '#shared/evidence/incidents.ts';
import { taskFigures } from '#shared/evidence/tasks.ts';

export const MAX_CLIENT_NAME_LENGTH = 120;
/** Maximum length of a client's id on a platform, such as "A2QX7BBD0EXAMP". */
export const MAX_EXTERNAL_ID_LENGTH = 80;
export const MAX_CHANGE_REASON_LENGTH = 500;
export const MAX_IDENTITY_GUESS_LENGTH = 300;
/** Maximum names, ids and tasks that one split can move. */
export const MAX_SPLIT_PARTS = 200;

/** Maximum names, ids, guesses and bought posts shown per client, each. */
export const MAX_CLIENT_ITEMS_SHOWN = 200;

export const CLIENTS_A_PAGE = 30;
export const CLIENT_REVIEWS_A_PAGE = 6;
export const CLIENT_REVISIONS_A_PAGE = 20;

/** Criteria of a client review, 1 (worst) to 5 (best). */
export const CLIENT_CRITERIA = ['communication', 'pay', 'fairness', 'speed'] as const;
export type ClientCriterion = (typeof CLIENT_CRITERIA)[number];

/** A review as published, as input of figures. */
export type ClientReviewFacts = Readonly<Record<ClientCriterion, number>> & {
  /**
   * The reviews of one key count as one member's: the author's, or that of a linked account. Signed and
   * unsigned reviews never share one.
   */
  readonly authorKey: string;
  readonly established: boolean;
  /** The middle of the quarter worked, or the Monday on which it was shown where that is earlier. */
  readonly on: Day;
};

const scores = z.object(recordFrom(CLIENT_CRITERIA, () => z.int()));
const means = z.object(recordFrom(CLIENT_CRITERIA, () => z.nullable(z.number())));

/** The rating of a client: Bayesian means, 1 to 5, null without a review. */
export const clientRating = z.object({
  overall: z.nullable(z.number()),
  count: z.int(),
  distribution: z.array(z.int()),
  recent: z.nullable(z.number()),
  recentCount: z.int(),
  criteria: means,
});
export type ClientRating = z.infer<typeof clientRating>;

/** The figures of a client, all from published values. */
export const clientFigures = z.object({ tasks: z.nullable(taskFigures), rating: clientRating });
export type ClientFigures = z.infer<typeof clientFigures>;

/** Confirms that a name is a company's or an account's, not a person's; required with each name. */
export const confirmNotAPerson = checkbox;

export const clientName = z
  .string()
  .check(z.trim(), z.minLength(1), z.minLength(2), z.maxLength(MAX_CLIENT_NAME_LENGTH));
export const externalId = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(MAX_EXTERNAL_ID_LENGTH), z.regex(/^[^\s\p{Cc}]+$/u));
const platform = z.string().check(z.minLength(1), z.maxLength(MAX_SHORT_TEXT_LENGTH));
const reason = z
  .string()
  .check(z.trim(), z.minLength(1), z.minLength(5), z.maxLength(MAX_CHANGE_REASON_LENGTH));
const ids = z.pipe(
  z.transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value])),
  z.array(id).check(z.maxLength(MAX_SPLIT_PARTS)),
);

export const addClientBody = z.object({
  ...commonFormFields,
  name: clientName,
  /** The platform that shows `externalId`. */
  platform: z.optional(platform),
  externalId: z.optional(externalId),
  notAPerson: confirmNotAPerson,
});
export type AddClient = z.infer<typeof addClientBody>;

export const addClientNameBody = z.object({
  ...commonFormFields,
  name: clientName,
  reason,
  notAPerson: confirmNotAPerson,
});
export const addClientIdentityBody = z.object({
  ...commonFormFields,
  platform,
  externalId,
  reason,
});
export const renameClientBody = z.object({
  ...commonFormFields,
  name: clientName,
  reason,
  notAPerson: confirmNotAPerson,
});
/** The client to merge with: its slug, its name, or an id on a platform. */
export const mergeClientsBody = z.object({
  ...commonFormFields,
  other: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_SHORT_TEXT_LENGTH)),
  reason,
});
export const splitClientBody = z.object({
  ...commonFormFields,
  /** Name of the new client. */
  name: clientName,
  names: ids,
  identities: ids,
  tasks: ids,
  reason,
  notAPerson: confirmNotAPerson,
});
/** Assigns a task to the client with this name or id; `detach` takes it from its client instead. */
export const assignTaskBody = z.object({
  ...commonFormFields,
  detach: checkbox,
  client: z.optional(clientName),
  externalId: z.optional(externalId),
  reason: z.optional(z.string().check(z.trim(), z.maxLength(MAX_CHANGE_REASON_LENGTH))),
  notAPerson: confirmNotAPerson,
});
/** Undoes a change of a client; `client` is the client to return to. */
export const undoClientChangeBody = z.object({
  ...commonFormFields,
  client: z.optional(slug),
  reason,
});

export const clientReviewForm = z.object({
  ...commonFormFields,
  ...recordFrom(CLIENT_CRITERIA, () => ratingMark),
  /** The platform on which the reviewer worked for the client. */
  platform,
  experiencedMonth: month,
  text: z.optional(z.string().check(z.trim(), z.maxLength(MAX_TEXT_LENGTH))),
  solicited: checkbox,
  signed: checkbox,
  alike: signAllAlike,
});

export const identityGuessBody = z.object({
  ...commonFormFields,
  text: z
    .string()
    .check(z.trim(), z.minLength(1), z.minLength(3), z.maxLength(MAX_IDENTITY_GUESS_LENGTH)),
  /** Address of a page that supports the guess. */
  source: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_CHANGE_REASON_LENGTH)),
  notAPerson: confirmNotAPerson,
});

export const clientLink = z.object({ slug, name: z.string() });
const named = z.object({ slug, name: z.string() });

export const clientsQuery = z.object({
  q: z.optional(z.string().check(z.maxLength(MAX_SHORT_TEXT_LENGTH))),
  platform: z.optional(slug),
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000))),
  limit: listLimit(CLIENTS_A_PAGE),
});
export type ClientsQuery = z.infer<typeof clientsQuery>;

/** One client in a list. */
export const listedClient = z.object({
  slug,
  name: z.string(),
  /** The alias or id that matched, if not the name. */
  alsoKnownAs: z.nullable(z.string()),
  platforms: z.array(named),
  figures: z.nullable(clientFigures),
});
export type ListedClient = z.infer<typeof listedClient>;

export const clientsResponse = z.object({
  clients: z.array(listedClient),
  /** The one client with exactly this name or id. */
  exact: z.nullable(slug),
  page: z.int(),
  more: z.boolean(),
});
export type ClientsResponse = z.infer<typeof clientsResponse>;

export const publishedIdentityGuess = z.object({
  id,
  /** The guess; null when a decision removed the text. */
  text: z.nullable(z.string()),
  source: z.nullable(z.string()),
  hiding,
  month,
  can: z.object({ withdraw: z.boolean() }),
});

/** A task in the client's name that paid for posts on this site. */
export const clientPaidPosts = z.object({
  id,
  platform: named,
  /** Month and reward are null unless the author of the report shows them. */
  month: z.nullable(month),
  asks: z.nullable(paidPostDirection),
  offeredAt: z.nullable(z.string()),
  rewardRounded: z.nullable(z.object({ minor: z.int(), currency })),
});

/** A client, identified by its root; includes all clients merged with it. */
export const clientResponse = z.object({
  slug,
  name: z.string(),
  sinceMonth: month,
  names: z.array(z.object({ id, text: z.string() })),
  identities: z.array(z.object({ id, platform: named, externalId: z.string() })),
  /** Platforms on which the client has ids or tasks. */
  platforms: z.array(named),
  figures: clientFigures,
  guesses: z.array(publishedIdentityGuess),
  boughtPosts: z.array(clientPaidPosts),
  revisions: z.int(),
  /** Unconfirmed changes, each by one member; `act` is where others confirm it. */
  unconfirmed: z.array(
    z.object({
      act: id,
      kind: changeKind,
      /** The previous name; null when unchanged. */
      formerName: z.nullable(z.string()),
    }),
  ),
  can: z.object({ change: z.boolean(), rate: z.boolean(), guess: z.boolean() }),
});
export type ClientResponse = z.infer<typeof clientResponse>;

export const clientReviewCursor = shownPostCursor;

export const publishedClientReview = z.object({
  id,
  platform: named,
  criteria: scores,
  text: z.nullable(z.string()),
  /** Hidden by a decision: it counts nowhere, and if removed its text is left out. */
  hiding,
  quarter,
  /** The Monday since which it is shown. */
  shownFrom: day,
  /** Whether its author changed it since. */
  edited: z.boolean(),
  solicited: z.boolean(),
  /** A finding names its author there as a suspect: it does not count for now. */
  suspect: z.boolean(),
  author: publicAuthor,
  can: z.object({ edit: z.boolean() }),
});
export type PublishedClientReview = z.infer<typeof publishedClientReview>;

export const clientReviewsResponse = z.object({
  client: clientLink,
  reviews: z.array(publishedClientReview),
  next: z.nullable(clientReviewCursor),
});
export type ClientReviewsResponse = z.infer<typeof clientReviewsResponse>;

/** A review of a client for its author alone. */
export const ownClientReview = z.object({
  id,
  client: clientLink,
  platform: named,
  criteria: scores,
  text: z.nullable(z.string()),
  hiding,
  experiencedMonth: month,
  solicited: z.boolean(),
  signed: z.boolean(),
  publishedOn: day,
  editedOn: z.nullable(day),
  ...ownShowing,
});
export type OwnClientReview = z.infer<typeof ownClientReview>;
export const ownClientReviewsResponse = z.object({ reviews: z.array(ownClientReview) });

export const CLIENT_REVISION_KINDS = [
  'renamed',
  'name-added',
  'identity-added',
  'task-attached',
  'joined',
  'split',
  'undone',
] as const;
export const clientRevisionKind = z.enum(CLIENT_REVISION_KINDS);

export const MOVED_KINDS = ['client', 'called', 'name', 'identity', 'task'] as const;

/** One thing that a change moved, in words: null for no previous, or no new, client. */
export const publishedRevisionMove = z.object({
  what: z.enum(MOVED_KINDS),
  label: z.string(),
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
});
export type PublishedRevisionMove = z.infer<typeof publishedRevisionMove>;

/** A change as the public sees it: its month, never its author. */
export const clientRevision = z.object({
  id,
  kind: clientRevisionKind,
  moves: z.array(publishedRevisionMove),
  reason: z.string(),
  month,
  undoes: z.nullable(id),
  undone: z.boolean(),
  can: z.object({ undo: z.boolean() }),
});
export type ClientRevision = z.infer<typeof clientRevision>;

export const clientHistoryQuery = z.object({
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000))),
});
export const clientHistoryResponse = z.object({
  client: clientLink,
  sinceMonth: month,
  revisions: z.array(clientRevision),
  page: z.int(),
  pages: z.int(),
});
export type ClientHistoryResponse = z.infer<typeof clientHistoryResponse>;
