import { monthOf, type Day } from '#shared/core/days.ts';

/** Pieces of evidence without open doubt that a member needs to be established. */
export const ESTABLISHED_MIN_PIECES = 3;
/** Calendar months over which these pieces must be spread. */
export const ESTABLISHED_MIN_MONTHS = 2;
/**
 * Number of established members below which members become established daily: monthly would hold up
 * a new site.
 */
export const ESTABLISHED_DAILY_UNDER = 20;

/** A day on which members became established, and how many were then. */
export type EstablishmentRun = { readonly day: Day; readonly established: number };

/**
 * Whether members become established now: once per calendar month, and daily after a day that left
 * fewer than 20 established.
 * @param last null when it never happened.
 */
export function isEstablishmentRunDue(last: EstablishmentRun | null, now: Day): boolean {
  if (last === null) return true;
  if (last.established < ESTABLISHED_DAILY_UNDER) return now > last.day;
  return monthOf(now) > monthOf(last.day);
}
