/** Pieces of evidence without open doubt that make a member established. */
export const ESTABLISHED_MIN_PIECES = 3;
/** Calendar months over which they must be spread. */
export const ESTABLISHED_MIN_MONTHS = 2;

/** One piece of evidence of a member: its calendar month 'YYYY-MM', and whether it is doubted. */
export type EvidencePiece = { month: string; openDoubt: boolean };

/** Whether a member is established: 3 pieces without open doubt over 2 calendar months. */
export function isEstablished(pieces: readonly EvidencePiece[]): boolean {
  const sound = pieces.filter((piece) => !piece.openDoubt);
  const months = new Set(sound.map((piece) => piece.month));
  return sound.length >= ESTABLISHED_MIN_PIECES && months.size >= ESTABLISHED_MIN_MONTHS;
}
