import { z } from 'zod/mini';
import { base64Field } from './base64-field.ts';
import { typedPseudonym } from '#shared/identity/accounts.ts';
import { pledgeRank } from './boycotts.ts';
import { checkbox, commonFormFields, id } from '#shared/core/form-fields.ts';
import {
  PADDED_BODY_LENGTH,
  MESSAGE_PREFIX_BYTES,
  PUBLIC_KEY_BYTES,
  SIGNATURE_BYTES,
} from '#shared/collective/blind-signing.ts';
import { ACT_SIGNATURE_BYTES, MAX_ORGANISERS, PLEDGE_KEY_BYTES } from './pledge-messages.ts';

export const MAX_BALLOT_ANSWER_LENGTH = 40;

const one = base64Field(SIGNATURE_BYTES);
/** Signatures of all signing keys, concatenated, the site's first. */
const forEachKey = base64Field(
  ...Array.from({ length: 1 + MAX_ORGANISERS }, (_, others) => (1 + others) * SIGNATURE_BYTES),
);

const padding = z.optional(z.string().check(z.maxLength(PADDED_BODY_LENGTH)));

/** A browser's request for one signature by each signing key: its message, blinded for each. */
export const tokenForm = z.object({ blinded: forEachKey });
export const tokenResponse = z.object({
  /** The signature of the blinded message by the site's key. */
  signature: one,
  /** The signature by each organiser's key, in their order; null while it is pending. */
  cosigned: z.array(z.nullable(one)),
});

/** A pledge: a key, and the unblinded signatures over its SHA-384 hash. Sent without a cookie. */
export const pledgeForm = z.object({
  rank: pledgeRank,
  key: base64Field(PLEDGE_KEY_BYTES),
  prefix: base64Field(MESSAGE_PREFIX_BYTES),
  signature: forEachKey,
  padding,
});
export type PledgeInput = z.infer<typeof pledgeForm>;

/**
 * A pledger's act, signed with the key of her pledge. `withdraw` (counter 0, empty value) is final,
 * and possible until the threshold. `check-in` counts the day since the boycott is on, from 1, with
 * the value held or could-not. The counter of `ballot:` and a ballot's id grows with each vote,
 * from 1; the value is one of the ballot's.
 */
export const pledgerActForm = z.object({
  key: base64Field(PLEDGE_KEY_BYTES),
  purpose: z.string().check(z.regex(/^(withdraw|check-in|ballot:[0-9a-z]{12})$/)),
  counter: z.int().check(z.gte(0), z.lte(1_000_000)),
  // An empty form field arrives as missing.
  value: z._default(
    z.string().check(z.regex(/^[a-z-]*$/), z.maxLength(MAX_BALLOT_ANSWER_LENGTH)),
    '',
  ),
  signature: base64Field(ACT_SIGNATURE_BYTES),
  padding,
});
export type PledgerActInput = z.infer<typeof pledgerActForm>;

/** The answer to a pledge or an act: stored, and counted once, however often it is sent. */
export const storedResponse = z.object({ kept: z.literal(true) });

/** The published pledges of a boycott that is on, sorted by key, for anybody to count. */
export const pledgesResponse = z.object({
  pledges: z.array(z.omit(pledgeForm, { padding: true })),
});
export const pledgerActsResponse = z.object({
  acts: z.array(z.omit(pledgerActForm, { padding: true })),
});

/** Steps that the browsers of pledgers tell of. */
export const NEWS_STATES = ['on', 'ended', 'failed'] as const;

/**
 * Open boycotts and keys that every member's browser requests by itself, so that a request does not
 * reveal an interest in one of them; and what happened to others, the same for every member.
 */
export const ownTokensResponse = z.object({
  open: z.array(
    z.object({
      boycott: id,
      rank: pledgeRank,
      publicKey: z.string(),
      /** The signing keys of the organisers, in their order. */
      others: z.array(z.string()),
      /** The leaf of the log entry with the key; null while it waits for its place in the log. */
      leaf: z.nullable(z.int()),
      /** The account's token was issued, on whatever device. */
      issued: z.boolean(),
    }),
  ),
  /** Boycotts that are on, ended or failed after pledging had begun, with their open ballots. */
  news: z.array(
    z.object({
      boycott: id,
      /** Empty where a decision or its author removed it. */
      title: z.string(),
      state: z.enum(NEWS_STATES),
      ballots: z.array(id),
    }),
  ),
  /** Messages of organisers that tell of an offer, of boycotts that take pledges. */
  offers: z.array(z.object({ boycott: id, title: z.string(), message: id })),
});

/**
 * Maximum requests that an organiser's browser fetches, and signatures that it sends, at a time.
 */
export const COSIGN_BATCH_SIZE = 100;

/** The member whom the proposer invites as organiser, or removes. */
export const organiserForm = z.object({
  ...commonFormFields,
  pseudonym: typedPseudonym,
});
export type OrganiserForm = z.infer<typeof organiserForm>;

const rankedKey = z.object({ rank: pledgeRank, publicKey: base64Field(PUBLIC_KEY_BYTES) });

/** The public halves of the keys that the organiser's browser made, one per rank. */
export const organiserKeysForm = z.object({
  keys: z.array(rankedKey).check(z.minLength(1), z.maxLength(2)),
});
export type OrganiserKeys = z.infer<typeof organiserKeysForm>['keys'];

/**
 * Requests that wait for an organiser's keys: blinded messages, which reveal nothing about their
 * senders.
 */
export const cosignDueResponse = z.object({
  due: z.array(z.object({ boycott: id, ...rankedKey.shape, blinded: z.array(one) })),
});
export type CosignDue = z.infer<typeof cosignDueResponse>['due'][number];

/**
 * Signatures by an organiser's key; `refuses` says that it was asked for more than members could
 * pledge.
 */
export const cosignForm = z.object({
  rank: pledgeRank,
  signed: z.array(z.object({ blinded: one, signature: one })).check(z.maxLength(COSIGN_BATCH_SIZE)),
  refuses: z.optional(checkbox),
});
export type CosignInput = z.infer<typeof cosignForm>;
