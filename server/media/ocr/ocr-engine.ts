import { join } from 'node:path';
import sharp from 'sharp';
import { createWorker, OEM, type Worker } from 'tesseract.js';
import { toGraymap } from '#shared/media/graymap.ts';
import { likelyTurns, type GreyPixels, type OcrReading } from '#shared/media/ocr-reading.ts';
import {
  OCR_FOLDER,
  OCR_LANGUAGES,
  OCR_VARIABLES,
  ocrEnlargement,
  type OcrScript,
} from '#shared/media/ocr-settings.ts';
import { readInScripts } from '#shared/media/read-in-scripts.ts';
import { toOcrWords, type OcrWord } from '#shared/media/ocr-words.ts';
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
  readonly close: () => Promise<void>;
};

/** Where the build prepares the engine's data. */
const DATA_FOLDER = join(process.cwd(), 'dist', 'ocr', OCR_FOLDER);

/**
 * Starts the OCR engine (Tesseract) in this process; takes 250 MB. Downloads nothing.
 * @throws where the site was not built.
 */
export async function openOcrEngine(): Promise<OcrEngine> {
  const worker = await createWorker(OCR_LANGUAGES.Latin, OEM.LSTM_ONLY, {
    langPath: DATA_FOLDER,
    gzip: false,
    cacheMethod: 'none',
    // Errors also reject the call; without this handler they would crash the process.
    errorHandler: () => undefined,
  });
  await worker.setParameters(OCR_VARIABLES);
  let current: OcrScript = 'Latin';
  const read = async (dark: GreyPixels, script: OcrScript): Promise<OcrWord[]> => {
    if (script !== current) {
      await worker.reinitialize(OCR_LANGUAGES[script], OEM.LSTM_ONLY);
      await worker.setParameters(OCR_VARIABLES);
      current = script;
    }
    return readPixels(worker, dark);
  };
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
    close: async () => {
      await worker.terminate();
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

/** Reads pixels dark on white, in bands, scaled up for better recognition. */
async function readPixels(worker: Worker, { data, width, height }: GreyPixels): Promise<OcrWord[]> {
  const scale = ocrEnlargement(width, height);
  const words: OcrWord[] = [];
  for (const band of bandsOf(width, height, scale)) {
    const rows = data.subarray(band.top * width, band.bottom * width);
    const raw = { width, height: band.bottom - band.top, channels: 1 } as const;
    const { data: pixels, info } = await sharp(rows, { raw })
      .resize({ width: Math.round(width * scale), kernel: 'cubic' })
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const image = Buffer.from(toGraymap(pixels, info.width, info.height).buffer);
    const read = await worker.recognize(image, {}, { blocks: true, text: false });
    const firstLine = 1 + Math.max(-1, ...words.map(({ line }) => line));
    words.push(...wordsInBand(toOcrWords(read.data.blocks, scale), band, firstLine));
  }
  return words;
}
