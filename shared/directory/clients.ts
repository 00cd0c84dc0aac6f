import { z } from 'zod/mini';
import { changeKind } from '#shared/identity/two-person-approval.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import {
  checkbox,
  currency,
  id,
  listLimit,
  MAX_SHORT_TEXT_LENGTH,
  month,
  slug,
  commonFormFields,
} from '#shared/core/form-fields.ts';
import { paidPostDirection } from '#shared/evidence/incidents.ts';
import { clientRating } from './client-ratings.ts';
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
/** A platform as typed: a slug or a name. */
export const clientPlatform = z.string().check(z.minLength(1), z.maxLength(MAX_SHORT_TEXT_LENGTH));
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
  platform: z.optional(clientPlatform),
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
  platform: clientPlatform,
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
/** A platform with its name. */
export const namedPlatform = z.object({ slug, name: z.string() });

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
  platforms: z.array(namedPlatform),
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
  platform: namedPlatform,
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
  identities: z.array(z.object({ id, platform: namedPlatform, externalId: z.string() })),
  /** Platforms on which the client has ids or tasks. */
  platforms: z.array(namedPlatform),
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
