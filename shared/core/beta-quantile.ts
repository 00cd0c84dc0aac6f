/** Steps after which a loop that has long converged ends, should rounding keep it from doing so. */
const MAX_STEPS = 10_000;
const PRECISION = 1e-15;

/**
 * Computes the quantile of the beta distribution with `a` and `b`, both at least 1: the value below
 * which it lies with probability `p`, from above 0 to below 1. Off by less than 1e-12.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
  let [low, high] = [0, 1];
  let x = a / (a + b);
  for (let step = 0; step < MAX_STEPS && high - low > PRECISION; step += 1) {
    const error = betaDistribution(x, a, b, logBeta) - p;
    if (error > 0) high = x;
    else low = x;
    // Newton's step, or half of the interval where it would leave that.
    const next = x - error / betaDensity(x, a, b, logBeta);
    const inside = next > low && next < high;
    if (inside && Math.abs(next - x) < PRECISION) return next;
    x = inside ? next : (low + high) / 2;
  }
  return x;
}

/** The regularised incomplete beta function, by the continued fraction of DLMF 8.17.22. */
function betaDistribution(x: number, a: number, b: number, logBeta: number): number {
  if (x > (a + 1) / (a + b + 2)) return 1 - betaDistribution(1 - x, b, a, logBeta);
  // Lentz's algorithm. With a and b positive no denominator is 0.
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < MAX_STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    const first = c * d;
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= first * c * d;
    if (Math.abs(first * c * d - 1) < PRECISION) break;
  }
  return (betaDensity(x, a, b, logBeta) * x * (1 - x) * fraction) / a;
}

function betaDensity(x: number, a: number, b: number, logBeta: number): number {
  return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta);
}

/** By Stirling's series, from 12 on, where its first left term is below 1e-14. */
function logGamma(x: number): number {
  let product = 1;
  let z = x;
  for (; z < 12; z += 1) product *= z;
  const series = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188].reduceRight(
    (sum, coefficient) => sum / z ** 2 + coefficient,
    0,
  );
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series / z - Math.log(product);
}
