import { boundingBox } from '#shared/media/box.ts';
import { COVER_KINDS, MAX_COVERED_BOXES, type BoxToCover } from '#shared/media/picture-forms.ts';

/**
 * Joins neighbours on a line to one box where a picture has more boxes than one question can
 * list. The joined box has the most personal kind.
 */
export function joinNeighbours(boxes: readonly BoxToCover[]): BoxToCover[] {
  if (boxes.length <= MAX_COVERED_BOXES) return [...boxes];
  const joined: BoxToCover[] = [];
  for (const box of boxes.toSorted((a, b) => a.left - b.left)) {
    const at = joined.findIndex((other) => areNeighbours(other, box));
    const before = joined[at];
    if (before === undefined) joined.push(box);
    else {
      const kind = rankOf(box) > rankOf(before) ? box.kind : before.kind;
      joined[at] = { kind, ...boundingBox([before, box]) };
    }
  }
  return joined.toSorted((a, b) => a.top - b.top || a.left - b.left);
}

function rankOf({ kind }: BoxToCover): number {
  return COVER_KINDS.indexOf(kind);
}

/** Whether `right` follows on the line of `left`, within the width of two letters. */
function areNeighbours(left: BoxToCover, right: BoxToCover): boolean {
  const height = Math.min(left.height, right.height);
  const middle = right.top + right.height / 2;
  const gap = right.left - left.left - left.width;
  return middle > left.top && middle < left.top + left.height && gap <= height;
}
