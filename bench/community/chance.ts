import { createRandom, type Random } from '#demo/random.ts';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Parts of a community, each with its own random generator: growing one changes no other. */
const PARTS = [
  'members',
  'evidence',
  'work',
  'threads',
  'posts',
  'reading',
  'ids',
  'slips',
] as const;

/** The random generator of one part for a seed. */
export function chanceOf(part: (typeof PARTS)[number], seed: number): Random {
  return createRandom(seed * 1_000 + PARTS.indexOf(part));
}

/** Ids as random as the site's, but deterministic for a seed. */
export function createIds(random: Random): () => string {
  return () => {
    let id = '';
    for (let at = 0; at < 12; at += 1) id += ALPHABET[Math.floor(random.next() * 32)];
    return id;
  };
}

/** A rank from 0 to `count` (exclusive), by Zipf's law. */
export function drawRank(count: number, random: Random): number {
  return Math.min(count - 1, Math.floor(count ** random.next() - 0.000_001));
}

/** A log-normal number: `spread` in natural logarithms around `median`. */
export function drawLogNormal(median: number, spread: number, random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return median * Math.exp(spread * radius * Math.cos(2 * Math.PI * random.next()));
}

/** A waiting time with this mean (exponential). */
export function drawWait(mean: number, random: Random): number {
  return -mean * Math.log(1 - random.next());
}
