import { readFileSync } from 'node:fs';

/**
 * Simulates a thief who analyses the order of bytes in files: finds where keys are stored, and guesses
 * whose they are.
 */

/** First and last position of each needle in the bytes; without those not found. */
export function findPlaces(
  bytes: Uint8Array,
  needles: readonly Buffer[],
): Map<string, { first: number; last: number }> {
  const byStart = new Map<number, Buffer[]>();
  const starts = new Uint8Array(65_536);
  for (const needle of needles) {
    const start = needle.readUInt32BE(0);
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
    starts[needle.readUInt16BE(0)] = 1;
  }
  const hay = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, { first: number; last: number }>();
  for (let at = 0; at + 4 <= hay.length; at += 1) {
    if (starts[((hay[at] ?? 0) << 8) | (hay[at + 1] ?? 0)] !== 1) continue;
    for (const needle of byStart.get(hay.readUInt32BE(at)) ?? []) {
      if (!hay.subarray(at, at + needle.length).equals(needle)) continue;
      const name = needle.toString('base64');
      found.set(name, { first: found.get(name)?.first ?? at, last: at });
    }
  }
  return found;
}

export function readAll(paths: readonly string[]): Buffer {
  return Buffer.concat(paths.map((path) => readFileSync(path)));
}

/** One person: when her token was issued, and the true position of her pledge. */
export type Trace = { readonly issued: number; readonly place: number };

/**
 * How well the order of positions reproduces the order of tokens, batch by batch: the number of people
 * linked by pairing both orders, and the z-score of the rank correlation against chance.
 */
export function link(batches: readonly (readonly Trace[])[]): {
  people: number;
  linked: number;
  deviations: number;
} {
  let [people, linked, sum, variance] = [0, 0, 0, 0];
  for (const batch of batches) {
    const ranks = (of: (trace: Trace) => number): Map<Trace, number> =>
      new Map(
        batch.toSorted((one, other) => of(one) - of(other)).map((trace, rank) => [trace, rank]),
      );
    const [issued, places] = [ranks(({ issued }) => issued), ranks(({ place }) => place)];
    const size = batch.length;
    const mean = (size - 1) / 2;
    for (const trace of batch) {
      const [one, other] = [issued.get(trace) ?? 0, places.get(trace) ?? 0];
      people += 1;
      if (one === other) linked += 1;
      sum += (one - mean) * (other - mean);
    }
    // Of a random permutation: the variance of the sum of products of centred ranks.
    variance += (size ** 2 * (size + 1) ** 2 * (size - 1)) / 144;
  }
  return { people, linked, deviations: sum / Math.sqrt(variance) };
}
