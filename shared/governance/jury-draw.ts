import { type Sha256 } from '#shared/transparency-log/merkle.ts';

/**
 * Draws a jury so that anybody can repeat the draw from published data. Pure: the caller provides
 * SHA-256, Node's or the browser's. Described in docs/decisions/juries.md.
 */

/**
 * A party's contribution to a draw: the hash that she gave before the hour, and her nonce after it: words of her choice.
 */
export type PartyNonce = {
  /** SHA-256 of the nonce, hex. */
  readonly commitment: string;
  /** The words of the nonce; null when not revealed in time. */
  readonly nonce: string | null;
};

export type JuryDrawInputs = {
  readonly jury: string;
  readonly poolHash: string;
  /** The nonce, hex. */
  readonly siteNonce: string;
  readonly nonces: readonly PartyNonce[];
  /** The first checkpoint signed at the hour of the draw or later; its root is hex. */
  readonly checkpoint: { readonly size: number; readonly root: string };
};

/** A published draw, with all names in the pool. */
export type PublishedJuryDraw = JuryDrawInputs & {
  readonly siteCommitment: string;
  readonly seed: string;
  readonly names: readonly string[];
  /** The drawn names, in order. */
  readonly drawn: readonly string[];
};

/** The part that differs when somebody repeats a draw. */
export type JuryDrawFault = 'pool' | 'site' | 'words' | 'seed' | 'order';

const VERSION = 'contrenote jury draw 1';

/** SHA-256 of a text in UTF-8, hex. */
export async function sha256OfText(sha256: Sha256, text: string): Promise<string> {
  const hash = await sha256(encoder.encode(text));
  let hex = '';
  for (const byte of hash) hex += HEX[byte];
  return hex;
}

const encoder = new TextEncoder();
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The hash of a pool: of its names in order, one per line. */
export function hashJuryPool(sha256: Sha256, names: readonly string[]): Promise<string> {
  return sha256OfText(sha256, names.toSorted().map(lineOf).join(''));
}

/** A member's name in a pool; verifiable only with the salt, and bound to that member. */
export async function hashMemberForPool(
  sha256: Sha256,
  salt: string,
  member: string,
): Promise<string> {
  return (await sha256OfText(sha256, `${salt}/${member}`)).slice(0, 32);
}

/** The text whose hash is the seed: one value per line, nonces sorted by commitment. */
export function jurySeedText({
  jury,
  poolHash,
  siteNonce,
  nonces,
  checkpoint,
}: JuryDrawInputs): string {
  return [
    VERSION,
    `jury ${jury}`,
    `pool ${poolHash}`,
    `checkpoint ${checkpoint.size} ${checkpoint.root}`,
    `site ${siteNonce}`,
    ...nonces.map((one) => `words ${one.commitment} ${one.nonce ?? ''}`).toSorted(),
  ]
    .map(lineOf)
    .join('');
}

/** The seed of a draw, hex. */
export function jurySeedOf(sha256: Sha256, parts: JuryDrawInputs): Promise<string> {
  return sha256OfText(sha256, jurySeedText(parts));
}

/** The names of a pool in the order that the seed draws them. */
export async function drawOrderOf(
  sha256: Sha256,
  seed: string,
  names: readonly string[],
): Promise<string[]> {
  const ranked = await Promise.all(
    names.map(async (name) => ({ name, rank: await sha256OfText(sha256, `${seed} ${name}`) })),
  );
  return ranked.toSorted((one, other) => (one.rank < other.rank ? -1 : 1)).map(({ name }) => name);
}

/** Repeats a published draw; returns the differences, none if all matches. */
export async function checkJuryDraw(
  sha256: Sha256,
  draw: PublishedJuryDraw,
): Promise<JuryDrawFault[]> {
  const kept = await Promise.all(
    draw.nonces.map(
      async ({ commitment, nonce }) =>
        nonce === null || (await sha256OfText(sha256, nonce)) === commitment,
    ),
  );
  const order = await drawOrderOf(sha256, draw.seed, draw.names);
  const fits: Readonly<Record<JuryDrawFault, boolean>> = {
    pool: (await hashJuryPool(sha256, draw.names)) === draw.poolHash,
    site: (await sha256OfText(sha256, draw.siteNonce)) === draw.siteCommitment,
    words: kept.every(Boolean),
    seed: (await jurySeedOf(sha256, draw)) === draw.seed,
    order: draw.drawn.every((name, nth) => order[nth] === name),
  };
  return (Object.keys(fits) as JuryDrawFault[]).filter((part) => !fits[part]);
}

function lineOf(text: string): string {
  return `${text}\n`;
}
