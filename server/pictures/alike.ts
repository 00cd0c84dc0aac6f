/** Share of the smaller set of numbers that two pictures must have in common to look alike. */
export const RECYCLED_MIN_CONTAINMENT = 0.55;
/** Fewer numbers on either picture say nothing. */
export const RECYCLED_MIN_TOKENS = 4;
/** Bits of 64 by which the difference hashes of candidates may differ. It accuses nobody. */
export const RECYCLED_MAX_DISTANCE = 26;
