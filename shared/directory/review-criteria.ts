/** Criteria of a platform review, 1 (worst) to 5 (best). */
export const PLATFORM_REVIEW_CRITERIA = [
  'pay',
  'punctuality',
  'fairness',
  'communication',
  'supply',
] as const;
