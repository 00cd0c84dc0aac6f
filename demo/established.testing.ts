import { ESTABLISHED_MIN_MONTHS, ESTABLISHED_MIN_PIECES } from '#shared/identity/established.ts';

/** One piece of a member's evidence: its calendar month 'YYYY-MM', and whether it is doubted. */
export type EvidencePiece = { month: string; openDoubt: boolean };

/** The rule of `settleEstablishedMembers`, for one member at a time, to compare it with. */
export function isEstablished(pieces: readonly EvidencePiece[]): boolean {
  const sound = pieces.filter((piece) => !piece.openDoubt);
  const months = new Set(sound.map((piece) => piece.month));
  return sound.length >= ESTABLISHED_MIN_PIECES && months.size >= ESTABLISHED_MIN_MONTHS;
}
