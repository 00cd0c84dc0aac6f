import type { Box } from './box.ts';
import type { OcrScale } from './ocr-settings.ts';

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
