import { z } from 'zod/mini';
import { pledgeRank } from './boycotts.ts';
import { id } from './fields.ts';

/** RFC 9474, RSABSSA-SHA384-PSS-Randomized, with a modulus of 2048 bits. */
export const MODULUS_BITS = 2048;
export const SIGNATURE_BYTES = MODULUS_BITS / 8;
export const PREFIX_BYTES = 32;
export const PLEDGE_KEY_BYTES = 32;
export const ACT_SIGNATURE_BYTES = 64;
/** Every body that is sent without a cookie is padded to so many characters. */
export const PADDED_LENGTH = 1_024;
/** A browser waits so long at most, at random, before it sends a pledge or an act (seconds). */
export const MAX_DELAY_SECONDS = 120;
export const MAX_VALUE_LENGTH = 40;
/** A pledger answers one ballot so often at most; her last answer counts. */
export const MAX_VOTES = 20;

/** Standard base64 of exactly so many bytes. */
function base64(bytes: number): z.ZodMiniString {
  const rest = bytes % 3;
  const whole = Math.floor(bytes / 3) * 4;
  const tail = rest === 0 ? '' : rest === 1 ? '[A-Za-z0-9+/]{2}==' : '[A-Za-z0-9+/]{3}=';
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

/** The bytes that the key of a pledge signs: no act counts for another boycott, purpose or turn. */
export function actMessage(
  boycott: string,
  { purpose, counter, value }: Pick<ActInput, 'purpose' | 'counter' | 'value'>,
): Uint8Array<ArrayBuffer> {
  const lines = ['contrenote boycott act v1', boycott, purpose, String(counter), value, ''];
  return new TextEncoder().encode(lines.join('\n'));
}

/** The bytes that are hashed and signed blindly: no token counts for another boycott or rank. */
export function pledgeMessage(boycott: string, rank: string, key: string): Uint8Array<ArrayBuffer> {
  const lines = ['contrenote pledge v1', boycott, rank, key, ''];
  return new TextEncoder().encode(lines.join('\n'));
}

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
