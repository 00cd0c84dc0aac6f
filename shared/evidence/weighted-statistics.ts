import { groupBy } from '#shared/core/group-by.ts';
import {
  WEIGHT_OF_ESTABLISHED_AUTHOR,
  WEIGHT_OF_NEW_AUTHOR,
  NEW_MEMBERS_CAP_MIN,
  NEW_MEMBERS_CAP_SHARE,
} from './standing-constants.ts';

export type WeightedReport = { readonly authorKey: string; readonly established: boolean };
export type WeightedMember<Report extends WeightedReport> = {
  readonly reports: readonly Report[];
  readonly established: boolean;
  readonly weight: number;
};
export type WeightedValue<Value> = { readonly value: Value; readonly weight: number };

/** Groups reports by member, with each member's weight, above 0 and at most 1. */
export function weighMembers<Report extends WeightedReport>(
  reports: readonly Report[],
): WeightedMember<Report>[] {
  const members = [...groupBy(reports, ({ authorKey }) => authorKey).values()].map((own) => ({
    reports: own,
    established: own.some(({ established }) => established),
  }));
  const weights = weightsOf(members.map((member) => member.established));
  return members.map((member, index) => ({ ...member, weight: weights[index] ?? 0 }));
}

/** The weights of members among each other, above 0 and at most 1, by whether each is established. */
export function weightsOf(established: readonly boolean[]): number[] {
  const known = established.filter(Boolean).length;
  const other = weightOfNewMember(known, established.length - known);
  return established.map((isKnown) => (isKnown ? WEIGHT_OF_ESTABLISHED_AUTHOR : other));
}

/**
 * The weight of one member who is not established, given the numbers of established and of other
 * members: the others' total weight is capped.
 */
export function weightOfNewMember(established: number, others: number): number {
  const most = Math.max(
    NEW_MEMBERS_CAP_MIN,
    NEW_MEMBERS_CAP_SHARE * established * WEIGHT_OF_ESTABLISHED_AUTHOR,
  );
  return WEIGHT_OF_NEW_AUTHOR * Math.min(1, most / (others * WEIGHT_OF_NEW_AUTHOR));
}

export function sumOf<Thing>(things: readonly Thing[], of: (thing: Thing) => number): number {
  return things.reduce((total, thing) => total + of(thing), 0);
}

/** The weighted mean; null of an empty list. */
export function weightedMean(weighed: readonly WeightedValue<number>[]): number | null {
  const weights = sumOf(weighed, ({ weight }) => weight);
  return weights === 0 ? null : sumOf(weighed, ({ value, weight }) => value * weight) / weights;
}

/** The weighted median, rounded; null of an empty list. */
export function weightedMedian(weighed: readonly WeightedValue<number>[]): number | null {
  return weighed.length === 0 ? null : Math.round(weightedQuantile(weighed, 0.5));
}

/**
 * The weighted quantile: the value below which `share` of the weight lies; between two values,
 * their middle.
 */
export function weightedQuantile(weighed: readonly WeightedValue<number>[], share: number): number {
  const sorted = weighed.toSorted((a, b) => a.value - b.value);
  const wanted = sumOf(sorted, ({ weight }) => weight) * share;
  let reached = 0;
  for (const [index, { value, weight }] of sorted.entries()) {
    reached += weight;
    if (Math.abs(reached - wanted) < WEIGHT_TOLERANCE) {
      return (value + (sorted[index + 1]?.value ?? value)) / 2;
    }
    if (reached > wanted) return value;
  }
  return sorted.at(-1)?.value ?? 0;
}

// Tolerance: quarters add up exactly, capped weights do not.
export const WEIGHT_TOLERANCE = 1e-9;
