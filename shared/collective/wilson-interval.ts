/** 97.5 % quantile of the normal distribution: intervals hold 95 % of the time. */
const Z = 1.959964;

/**
 * Wilson's score interval of a share, both from 0 to 1, for so many answers that are taken as drawn at
 * random. `answers` need not be whole: of weighted shares it is Kish's effective number.
 */
export function wilsonInterval(share: number, answers: number): { low: number; high: number } {
  if (answers <= 0) return { low: 0, high: 1 };
  const spread = Z ** 2 / answers;
  const middle = (share + spread / 2) / (1 + spread);
  const half =
    (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / answers + spread / (4 * answers));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
