import { z } from 'zod/mini';
import { pledgeRank } from './boycotts.ts';
import { id } from './fields.ts';
import {
  ACT_SIGNATURE_BYTES,
  PADDED_LENGTH,
  PLEDGE_KEY_BYTES,
  PREFIX_BYTES,
  SIGNATURE_BYTES,
} from './pledge-messages.ts';

export const MAX_VALUE_LENGTH = 40;
/** A pledger answers one ballot so often at most; her last answer counts. */
export const MAX_VOTES = 20;

/**
 * Standard base64 of exactly so many bytes, in the one spelling that it is written in: with spare bits
 * set in its last letter, one key would have several, and its signatures would be over one of them.
 */
function base64(bytes: number): z.ZodMiniString {
  const rest = bytes % 3;
  const whole = Math.floor(bytes / 3) * 4;
  const tail =
    rest === 0 ? '' : rest === 1 ? '[A-Za-z0-9+/][AQgw]==' : '[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=';
  return z.string().check(z.regex(new RegExp(`^[A-Za-z0-9+/]{${whole}}${tail}$`)));
}

const padding = z.optional(z.string().check(z.maxLength(PADDED_LENGTH)));

/** The blinded message of a browser, for its one signature. */
export const tokenForm = z.object({ blinded: base64(SIGNATURE_BYTES) });
export const tokenResponse = z.object({ signature: base64(SIGNATURE_BYTES) });

/** A pledge: a key, and the unblinded signature over its SHA-384 hash. Sent without a cookie. */
export const pledgeForm = z.object({
  rank: pledgeRank,
  key: base64(PLEDGE_KEY_BYTES),
  prefix: base64(PREFIX_BYTES),
  signature: base64(SIGNATURE_BYTES),
  padding,
});
export type PledgeInput = z.infer<typeof pledgeForm>;

/**
 * What a pledger says, signed by the key of her pledge: `withdraw` (counter 0, value empty) until the
 * threshold, for good; `check-in` (counter: the day since it is on, from 1; value held or could-not);
 * `ballot:` and its id (counter grows with each vote, from 1; value one of the ballot's).
 */
export const actForm = z.object({
  key: base64(PLEDGE_KEY_BYTES),
  purpose: z.string().check(z.regex(/^(withdraw|check-in|ballot:[0-9a-z]{12})$/)),
  counter: z.int().check(z.gte(0), z.lte(1_000_000)),
  // Sent empty it arrives as if it was not sent.
  value: z._default(z.string().check(z.regex(/^[a-z-]*$/), z.maxLength(MAX_VALUE_LENGTH)), ''),
  signature: base64(ACT_SIGNATURE_BYTES),
  padding,
});
export type ActInput = z.infer<typeof actForm>;

/** What answers a pledge or an act: it is kept, and counts once, however often it is sent. */
export const keptResponse = z.object({ kept: z.literal(true) });

/** What anybody can count once it is on: sorted by key. */
export const pledgesResponse = z.object({
  pledges: z.array(z.omit(pledgeForm, { padding: true })),
});
export const actsResponse = z.object({ acts: z.array(z.omit(actForm, { padding: true })) });

/** What a browser of a member asks for by itself, so that asking says nothing. */
export const ownTokensResponse = z.object({
  open: z.array(
    z.object({
      boycott: id,
      rank: pledgeRank,
      publicKey: z.string(),
      /** The leaf of the act that told the key; null while it waits for its place in the record. */
      leaf: z.nullable(z.int()),
      /** This account has had its signature. */
      issued: z.boolean(),
    }),
  ),
});

/**
 * What opens the leaf that told the keys: SHA-256 over salt and content is what it commits to. All
 * null while none in the record does.
 */
export const keyActResponse = z.object({
  leaf: z.nullable(z.int()),
  salt: z.nullable(z.string()),
  /** The public row of the boycott, canonical JSON (RFC 8785): its id, its keys, and more. */
  content: z.nullable(z.string()),
});
export type KeyActResponse = z.infer<typeof keyActResponse>;
