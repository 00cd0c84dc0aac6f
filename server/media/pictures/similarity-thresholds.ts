/** Minimum containment: shared numbers as a fraction of the smaller set. */
export const RECYCLED_MIN_CONTAINMENT = 0.55;
/** Minimum of shared numbers: a year and an account number are on every screenshot of a person. */
export const RECYCLED_MIN_SHARED = 3;
/** Maximum Hamming distance of two 64-bit perceptual hashes, to select candidates only. */
export const RECYCLED_MAX_DISTANCE = 30;
