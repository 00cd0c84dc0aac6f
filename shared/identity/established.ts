import { monthOf, type Day } from '#shared/core/days.ts';

/** Pieces of evidence without open doubt needed to be established. */
export const ESTABLISHED_MIN_PIECES = 3;
/** Calendar months over which they must be spread. */
export const ESTABLISHED_MIN_MONTHS = 2;
/**
 * Number of established members below which it takes effect daily: monthly would hold up a new
 * site.
 */
export const ESTABLISHED_DAILY_UNDER = 20;

/** One piece of a member's evidence: its calendar month 'YYYY-MM', and whether it is doubted. */
export type EvidencePiece = { month: string; openDoubt: boolean };

/** Whether a member is established: 3 pieces without open doubt over 2 calendar months. */
export function isEstablished(pieces: readonly EvidencePiece[]): boolean {
  const sound = pieces.filter((piece) => !piece.openDoubt);
  const months = new Set(sound.map((piece) => piece.month));
  return sound.length >= ESTABLISHED_MIN_PIECES && months.size >= ESTABLISHED_MIN_MONTHS;
}

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
