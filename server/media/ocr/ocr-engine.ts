import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import sharp from 'sharp';
import { likelyTurns, type GreyPixels, type OcrReading } from '#shared/media/ocr-reading.ts';
import { OCR_FOLDER, OCR_LANGUAGES, ocrScale, type OcrScript } from '#shared/media/ocr-settings.ts';
import { readInScripts } from '#shared/media/read-in-scripts.ts';
import type { OcrWord } from '#shared/media/ocr-words.ts';
import {
  startTesseract,
  type ReadWithTesseract,
  type StartTesseractCore,
} from '#shared/media/tesseract.ts';
import { bandsOf, wordsInBand } from './ocr-bands.ts';

/** Readings in the orientations that were tried, the likely one first, and the pixels as sent. */
export type TurnedReadings = {
  readonly grey: GreyPixels;
  readonly readings: readonly OcrReading[];
};

export type OcrEngine = {
  /** Reads a picture that is upright. */
  readonly read: (picture: Uint8Array) => Promise<readonly OcrWord[]>;
  /**
   * Reads a picture in its likely orientation and, while few words are found, in each other one:
   * `tries` times at most.
   */
  readonly readTurned: (picture: Uint8Array, tries?: number) => Promise<TurnedReadings>;
};

const require = createRequire(import.meta.url);
/** Where the build prepares the engine's data. */
const DATA_FOLDER = join(process.cwd(), 'dist', 'ocr', OCR_FOLDER);

/**
 * Starts the OCR engine (Tesseract) in this process; takes 250 MB. Downloads nothing.
 * @throws where the site was not built.
 */
export async function openOcrEngine(): Promise<OcrEngine> {
  const tesseract = await startTesseract({
    startCore: require('tesseract.js-core/tesseract-core-simd-lstm.js') as StartTesseractCore,
    loadData: (script) => readFile(join(DATA_FOLDER, `${OCR_LANGUAGES[script]}.traineddata`)),
  });
  const read = (dark: GreyPixels, script: OcrScript): Promise<OcrWord[]> =>
    readBands(tesseract, dark, script);
  return {
    read: async (picture) => {
      const [reading] = await readInScripts(await decode(picture), read, { turns: [0] });
      return reading?.words ?? [];
    },
    readTurned: async (picture, tries) => {
      const grey = await decode(picture);
      const turns = likelyTurns(grey).slice(0, tries);
      return { grey, readings: await readInScripts(grey, read, { turns }) };
    },
  };
}

async function decode(picture: Uint8Array): Promise<GreyPixels> {
  const { data, info } = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Reads pixels dark on white, in bands, which bounds the memory. */
async function readBands(
  read: ReadWithTesseract,
  { data, width, height }: GreyPixels,
  script: OcrScript,
): Promise<OcrWord[]> {
  const scale = ocrScale(width, height, script);
  const words: OcrWord[] = [];
  for (const band of bandsOf(width, height, scale)) {
    const rows = data.subarray(band.top * width, band.bottom * width);
    const found = await read({ data: rows, width, height: band.bottom - band.top }, script, scale);
    const firstLine = 1 + Math.max(-1, ...words.map(({ line }) => line));
    words.push(...wordsInBand(found, band, firstLine));
  }
  return words;
}
