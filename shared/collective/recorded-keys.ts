import { z } from 'zod/mini';

/**
 * What opens the log leaf that has blind-signing keys: of a boycott, or of a year's survey. It commits to
 * SHA-256 over salt and content; or, where `words` is given, over that hash and `words`, both in hex. All
 * null while no logged act has them.
 */
export const recordedKeysResponse = z.object({
  leaf: z.nullable(z.int()),
  salt: z.nullable(z.string()),
  /** The facts of the row in canonical JSON (RFC 8785): its id, its keys, and more. */
  content: z.nullable(z.string()),
  /**
   * The commitment to the row's texts, which nobody needs to read to check its keys, and after it that
   * to its author where there is one.
   */
  words: z.nullable(z.string()),
});
export type RecordedKeysResponse = z.infer<typeof recordedKeysResponse>;
