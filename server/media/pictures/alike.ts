/** Share of the smaller set of numbers that two pictures must have in common to look alike. */
export const RECYCLED_MIN_CONTAINMENT = 0.55;
/** Fewer numbers in common say nothing: a year and an account are on every screen of one person. */
export const RECYCLED_MIN_SHARED = 3;
/** Bits of 64 by which the difference hashes of candidates may differ. It accuses nobody. */
export const RECYCLED_MAX_DISTANCE = 30;
