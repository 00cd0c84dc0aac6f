import type { OcrScale } from './ocr-settings.ts';

/** A rectangle in pixels of the picture, from the top left corner. */
export type Box = { left: number; top: number; width: number; height: number };

export type OcrWord = {
  text: string;
  box: Box;
  /** The line it was read on; words of one line share a number. */
  line: number;
  /** Confidence of OCR, 0 to 100. */
  confidence?: number;
  /** The box of each character; without them, widths are estimated. */
  symbols?: readonly { text: string; box: Box }[];
};

type Corners = { x0: number; y0: number; x1: number; y1: number };

/** The used part of tesseract's `blocks` output. */
export type RecognisedBlocks = readonly {
  paragraphs: readonly {
    lines: readonly {
      words: readonly {
        text: string;
        confidence: number;
        bbox: Corners;
        symbols?: readonly { text: string; bbox: Corners }[];
      }[];
    }[];
  }[];
}[];

/**
 * The words of tesseract's blocks. `scale` is the enlargement of the recognised image, across and down:
 * boxes are converted to pixels of the original.
 */
export function toOcrWords(blocks: RecognisedBlocks | null, scale: OcrScale): OcrWord[] {
  const toBox = ({ x0, y0, x1, y1 }: Corners): Box => ({
    left: x0 / scale.x,
    top: y0 / scale.y,
    width: (x1 - x0) / scale.x,
    height: (y1 - y0) / scale.y,
  });
  const lines = (blocks ?? []).flatMap((block) => block.paragraphs.flatMap((part) => part.lines));
  return lines.flatMap((line, number) =>
    line.words.map((word) => ({
      // Arabic comes with marks of direction.
      text: word.text.replace(/[\u200e\u200f\u202a-\u202e]/g, ''),
      box: toBox(word.bbox),
      line: number,
      confidence: word.confidence,
      symbols: (word.symbols ?? []).map((symbol) => ({
        text: symbol.text,
        box: toBox(symbol.bbox),
      })),
    })),
  );
}

export function boundingBox(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  return {
    left,
    top,
    width: Math.max(...boxes.map((box) => box.left + box.width)) - left,
    height: Math.max(...boxes.map((box) => box.top + box.height)) - top,
  };
}

/** A box's whole pixels within a picture; `right` and `bottom` are exclusive. */
export function clampedBox(
  { left, top, width, height }: Box,
  pictureWidth: number,
  pictureHeight: number,
): { left: number; top: number; right: number; bottom: number } {
  return {
    left: Math.max(0, Math.floor(left)),
    top: Math.max(0, Math.floor(top)),
    right: Math.min(pictureWidth, Math.ceil(left + width)),
    bottom: Math.min(pictureHeight, Math.ceil(top + height)),
  };
}

/** Whether two boxes share more than half of the smaller one's area. */
export function overlapsByHalf(a: Box, b: Box): boolean {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  if (across <= 0 || down <= 0) return false;
  return across * down > Math.min(a.width * a.height, b.width * b.height) / 2;
}

/** Whether the middle of `inner` lies within `outer`. */
export function containsCenter(outer: Box, inner: Box): boolean {
  const [x, y] = [inner.left + inner.width / 2, inner.top + inner.height / 2];
  return (
    x >= outer.left &&
    x <= outer.left + outer.width &&
    y >= outer.top &&
    y <= outer.top + outer.height
  );
}

/** Whether `inner` lies within `outer`, with a tolerance in pixels. */
export function isWithin(inner: Box, outer: Box, slack = 0): boolean {
  return (
    inner.left >= outer.left - slack &&
    inner.top >= outer.top - slack &&
    inner.left + inner.width <= outer.left + outer.width + slack &&
    inner.top + inner.height <= outer.top + outer.height + slack
  );
}
