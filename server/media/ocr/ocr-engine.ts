import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createWorker, OEM, type PSM } from 'tesseract.js';
import { toDarkOnWhite } from '#shared/media/ocr-preprocessing.ts';
import { OCR_SETTINGS, ocrEnlargement } from '#shared/media/ocr-settings.ts';
import { toOcrWords, type OcrWord } from '#shared/media/ocr-words.ts';

export type OcrEngine = {
  readonly read: (picture: Uint8Array) => Promise<OcrWord[]>;
  readonly close: () => Promise<void>;
};

/** Starts the OCR engine (Tesseract) in this process; takes 250 MB. Downloads nothing. */
export async function openOcrEngine(): Promise<OcrEngine> {
  const require = createRequire(import.meta.url);
  const data = dirname(require.resolve(`@tesseract.js-data/${OCR_SETTINGS.language}/package.json`));
  const worker = await createWorker(OCR_SETTINGS.language, OEM.LSTM_ONLY, {
    langPath: join(data, OCR_SETTINGS.data),
    gzip: true,
    cacheMethod: 'none',
    // Errors also reject the call; without this handler they would crash the process.
    errorHandler: () => undefined,
  });
  await worker.setParameters({
    tessedit_pageseg_mode: OCR_SETTINGS.pageSegmentation as PSM,
    // Tesseract's diagnostics tell what a picture shows: never log them.
    debug_file: '/dev/null',
  });
  return {
    read: async (picture) => {
      const { image, scale } = await prepare(picture);
      const { data } = await worker.recognize(image, {}, { blocks: true, text: false });
      return toOcrWords(data.blocks, scale);
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

/** Scales up and inverts light-on-dark text, for better recognition. */
async function prepare(picture: Uint8Array): Promise<{ image: Buffer; scale: number }> {
  const { data, info } = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const scale = ocrEnlargement(width, height);
  const raw = { width, height, channels: 1 } as const;
  const image = await sharp(toDarkOnWhite(data, width, height), { raw })
    .resize({ width: Math.round(width * scale), kernel: 'cubic' })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { image, scale };
}
