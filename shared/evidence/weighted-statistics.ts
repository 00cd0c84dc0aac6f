import { groupBy } from '#shared/core/group-by.ts';
import {
  AUTHOR_ESTABLISHED,
  AUTHOR_NEW,
  NEW_MEMBERS_CAP_MIN,
  NEW_MEMBERS_CAP_SHARE,
} from './standing-constants.ts';

export type Said = { readonly authorKey: string; readonly established: boolean };
export type Member<Report extends Said> = {
  readonly reports: readonly Report[];
  readonly weight: number;
};
export type Weighed<Value> = { readonly value: Value; readonly weight: number };

/** Groups reports by member, with each member's weight, above 0 and at most 1. */
export function weighMembers<Report extends Said>(reports: readonly Report[]): Member<Report>[] {
  const members = [...groupBy(reports, ({ authorKey }) => authorKey).values()].map((own) => ({
    reports: own,
    established: own.some(({ established }) => established),
  }));
  const established = members.filter((member) => member.established).length * AUTHOR_ESTABLISHED;
  const others = members.filter((member) => !member.established).length * AUTHOR_NEW;
  const most = Math.max(NEW_MEMBERS_CAP_MIN, NEW_MEMBERS_CAP_SHARE * established);
  const other = AUTHOR_NEW * Math.min(1, most / others);
  return members.map((member) => ({
    reports: member.reports,
    weight: member.established ? AUTHOR_ESTABLISHED : other,
  }));
}

export function sum<Thing>(things: readonly Thing[], of: (thing: Thing) => number): number {
  return things.reduce((total, thing) => total + of(thing), 0);
}

/** The weighted mean; null of nothing. */
export function mean(weighed: readonly Weighed<number>[]): number | null {
  const weights = sum(weighed, ({ weight }) => weight);
  return weights === 0 ? null : sum(weighed, ({ value, weight }) => value * weight) / weights;
}

/** The weighted median, rounded; null of nothing. */
export function median(weighed: readonly Weighed<number>[]): number | null {
  return weighed.length === 0 ? null : Math.round(quantile(weighed, 0.5));
}

/**
 * The weighted quantile: the value below which `share` of the weight lies; between two values,
 * their middle.
 */
export function quantile(weighed: readonly Weighed<number>[], share: number): number {
  const sorted = weighed.toSorted((a, b) => a.value - b.value);
  const wanted = sum(sorted, ({ weight }) => weight) * share;
  let reached = 0;
  for (const [index, { value, weight }] of sorted.entries()) {
    reached += weight;
    if (Math.abs(reached - wanted) < SAME_WEIGHT) {
      return (value + (sorted[index + 1]?.value ?? value)) / 2;
    }
    if (reached > wanted) return value;
  }
  return sorted.at(-1)?.value ?? 0;
}

// Tolerance: quarters add up exactly, capped weights do not.
export const SAME_WEIGHT = 1e-9;
