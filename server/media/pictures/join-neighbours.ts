import { boundingBox } from '#shared/media/ocr-words.ts';
import { COVER_KINDS, MAX_COVERED_PLACES, type PlaceToCover } from '#shared/media/picture-forms.ts';

/**
 * Joins neighbours on a line to one place where a picture has more places than one question can
 * list. The joined place has the most personal kind.
 */
export function joinNeighbours(places: readonly PlaceToCover[]): PlaceToCover[] {
  if (places.length <= MAX_COVERED_PLACES) return [...places];
  const joined: PlaceToCover[] = [];
  for (const place of places.toSorted((a, b) => a.left - b.left)) {
    const at = joined.findIndex((other) => areNeighbours(other, place));
    const before = joined[at];
    if (before === undefined) joined.push(place);
    else {
      const kind = rankOf(place) > rankOf(before) ? place.kind : before.kind;
      joined[at] = { kind, ...boundingBox([before, place]) };
    }
  }
  return joined.toSorted((a, b) => a.top - b.top || a.left - b.left);
}

function rankOf({ kind }: PlaceToCover): number {
  return COVER_KINDS.indexOf(kind);
}

/** Whether `right` follows on the line of `left`, within the width of two letters. */
function areNeighbours(left: PlaceToCover, right: PlaceToCover): boolean {
  const height = Math.min(left.height, right.height);
  const middle = right.top + right.height / 2;
  const gap = right.left - left.left - left.width;
  return middle > left.top && middle < left.top + left.height && gap <= height;
}
