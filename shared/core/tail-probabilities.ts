/** Probability of at least `count` events where `mean` are expected (Poisson). */
export function poissonTail(count: number, mean: number): number {
  if (count <= 0) return 1;
  // Sums from the first term of the tail: computing 1 minus the rest would lose small values.
  let term = Math.exp(count * Math.log(mean) - mean - logFactorial(count));
  let sum = 0;
  for (let k = count; term > sum * 1e-12; k += 1) {
    sum += term;
    term *= mean / (k + 1);
  }
  return Math.min(1, sum);
}

/**
 * Probability of at least `count` successes in `of` trials, each with probability `share`
 * (binomial).
 */
export function binomialTail(count: number, of: number, share: number): number {
  if (count <= 0) return 1;
  if (share >= 1) return 1;
  let sum = 0;
  for (let k = count; k <= of; k += 1) {
    sum += Math.exp(logChoose(of, k) + k * Math.log(share) + (of - k) * Math.log(1 - share));
  }
  return Math.min(1, sum);
}

/**
 * Probability that, of `hits` things spread at random over `first` + `second` places, at least
 * `count` fall into the first (one-sided Fisher's exact test).
 */
export function fisherTail(count: number, first: number, hits: number, second: number): number {
  const all = logChoose(first + second, hits);
  let sum = 0;
  for (let k = Math.max(count, hits - second, 0); k <= Math.min(first, hits); k += 1) {
    sum += Math.exp(logChoose(first, k) + logChoose(second, hits - k) - all);
  }
  return Math.min(1, sum);
}

function logChoose(of: number, count: number): number {
  return logFactorial(of) - logFactorial(count) - logFactorial(of - count);
}

const LOG_FACTORIALS = [0];

function logFactorial(n: number): number {
  for (let k = LOG_FACTORIALS.length; k <= n; k += 1) {
    LOG_FACTORIALS.push((LOG_FACTORIALS[k - 1] ?? 0) + Math.log(k));
  }
  return LOG_FACTORIALS[n] ?? 0;
}
