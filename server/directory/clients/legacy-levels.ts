import type { TurkerViewRating, TurkerViewWage } from '#shared/site/turkopticon-compatibility.ts';

/** A level from 0 (worst) to 4; null when unknown. */
export type LegacyLevel = 0 | 1 | 2 | 3 | 4 | null;

/**
 * Lower bounds in US dollars an hour of the pay levels above the worst, as Turkopticon drew them around
 * the federal minimum wage of 7.25.
 */
const PAY_EDGES = [4, 7, 10, 15] as const;
export const LEGACY_PAY_BUCKETS = ['$0-$4', '$4-$7', '$7-$10', '$10-$15', '$15+'] as const;
const PAY_WORDS = ['Underpaid', 'Low', 'Fair', 'Good', 'Generous'] as const;

/**
 * Lower bounds of the communication levels above the worst: the share of members who wrote and got an
 * answer.
 */
const ANSWERED_EDGES = [0.2, 0.4, 0.6, 0.8] as const;
const COMM_WORDS = ['Unresponsive', 'Poor', 'Acceptable', 'Good', 'Excellent'] as const;

/** Upper bounds in days until approval of the speed levels above the slowest. */
const APPROVAL_EDGES = [14, 7, 3, 1] as const;
const FAST_WORDS = ['Very slow', 'Slow', 'Average', 'Fast', 'Very fast'] as const;

/** Upper bounds of the share of refused runs of the fairness levels above the worst. */
const REFUSED_EDGES = [0.2, 0.1, 0.05, 0] as const;
/** Published shares are steps of 0.05 in binary. */
const SHARE_TOLERANCE = 1e-9;

const CLASSES = ['danger', 'danger', 'warning', 'success', 'success'] as const;
const ICONS = ['fa-frown-o', 'fa-frown-o', 'fa-meh-o', 'fa-smile-o', 'fa-smile-o'] as const;
const UNKNOWN = { text: 'No data', class: 'muted', faicon: 'fa-question' } as const;

/** The pay level of a rate in US dollars an hour; a rate on a bound belongs to the higher one. */
export function payLevelOfRate(dollars: number): Exclude<LegacyLevel, null> {
  return step(PAY_EDGES.filter((edge) => dollars >= edge).length);
}

/** The level of a share of answers, 0 to 1. */
export function levelOfAnsweredShare(share: number): LegacyLevel {
  return step(ANSWERED_EDGES.filter((edge) => share >= edge).length);
}

/** The level of a mean of days until approval. */
export function levelOfApprovalDays(days: number): LegacyLevel {
  return step(APPROVAL_EDGES.filter((edge) => days <= edge).length);
}

/** The level of the mean share of judged runs that was refused, 0 to 1. */
export function levelOfRefusedShare(share: number): LegacyLevel {
  return step(REFUSED_EDGES.filter((edge) => share <= edge + SHARE_TOLERANCE).length);
}

/** The level of a mean rating from 1 to 5: the nearest. */
export function levelOfRating(mark: number | null): LegacyLevel {
  return mark === null ? null : step(Math.round(mark) - 1);
}

export function legacyPayRating(level: LegacyLevel): TurkerViewRating {
  return rate(level, PAY_WORDS);
}

export function legacyCommunicationRating(level: LegacyLevel): TurkerViewRating {
  return rate(level, COMM_WORDS);
}

export function legacySpeedRating(level: LegacyLevel): TurkerViewRating {
  return rate(level, FAST_WORDS);
}

/** A rate in US dollars an hour in TurkerView's format. */
export function formatLegacyWage(dollars: number | null): TurkerViewWage {
  const { class: colour, faicon } = legacyPayRating(
    dollars === null ? null : payLevelOfRate(dollars),
  );
  return { wage: dollars === null ? null : dollars.toFixed(2), class: colour, faicon };
}

function rate(level: LegacyLevel, words: readonly string[]): TurkerViewRating {
  if (level === null) return UNKNOWN;
  return { text: words[level] ?? UNKNOWN.text, class: CLASSES[level], faicon: ICONS[level] };
}

function step(count: number): Exclude<LegacyLevel, null> {
  return ([0, 1, 2, 3, 4] as const)[count] ?? 4;
}
