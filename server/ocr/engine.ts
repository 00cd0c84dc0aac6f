import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createWorker, OEM, type PSM } from 'tesseract.js';
import { OCR, ocrInverts, ocrScale } from '#shared/ocr-settings.ts';
import { wordsOf, type OcrWord } from '#shared/redaction-words.ts';

export type Engine = {
  /** The words of a picture with their places in it. */
  readonly read: (picture: Uint8Array) => Promise<OcrWord[]>;
  readonly close: () => Promise<void>;
};

/** Starts what reads text in pictures, in this process: 250 MB. Nothing is fetched from anywhere. */
export async function openEngine(): Promise<Engine> {
  const require = createRequire(import.meta.url);
  const data = dirname(require.resolve(`@tesseract.js-data/${OCR.language}/package.json`));
  const worker = await createWorker(OCR.language, OEM.LSTM_ONLY, {
    langPath: join(data, OCR.data),
    gzip: true,
    cacheMethod: 'none',
    // What it refuses is thrown by the call that asked; without this it would end the process.
    errorHandler: () => undefined,
  });
  await worker.setParameters({
    tessedit_pageseg_mode: OCR.pageSegmentation as PSM,
    // Its remarks on each picture belong in no log.
    debug_file: '/dev/null',
  });
  return {
    read: async (picture) => {
      const { image, scale } = await prepare(picture);
      const { data } = await worker.recognize(image, {}, { blocks: true, text: false });
      return wordsOf(data.blocks, scale);
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

/** Large enough, grey, dark letters on light ground: so it is read best. */
async function prepare(picture: Uint8Array): Promise<{ image: Buffer; scale: number }> {
  const grey = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = grey.info;
  const raw = { width, height, channels: 1 } as const;
  const scale = ocrScale(width);
  const mean = grey.data.reduce((sum, value) => sum + value, 0) / grey.data.length;
  let enlarged = sharp(grey.data, { raw }).resize({
    width: Math.round(width * scale),
    kernel: 'cubic',
  });
  if (ocrInverts(mean)) enlarged = enlarged.negate();
  return { image: await enlarged.png({ compressionLevel: 1 }).toBuffer(), scale };
}
