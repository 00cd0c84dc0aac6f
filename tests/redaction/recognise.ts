import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createWorker, OEM, type PSM } from 'tesseract.js';
import { darkOnWhite } from '#shared/ocr-prepare.ts';
import { OCR, ocrScale } from '#shared/ocr-settings.ts';
import { wordsOf, type OcrWord } from '#shared/redaction-words.ts';

const require = createRequire(import.meta.url);
const folderOf = (name: string) => dirname(require.resolve(`${name}/package.json`));

/** Reads pictures with the settings of the site; nothing is fetched from anywhere. */
export async function openReader(): Promise<{
  read: (picture: Buffer) => Promise<OcrWord[]>;
  close: () => Promise<void>;
}> {
  const worker = await createWorker(OCR.language, OEM.LSTM_ONLY, {
    langPath: join(folderOf(`@tesseract.js-data/${OCR.language}`), OCR.data),
    gzip: true,
    cacheMethod: 'none',
  });
  await worker.setParameters({
    tessedit_pageseg_mode: OCR.pageSegmentation as PSM,
    debug_file: '/dev/null',
  });
  return {
    read: async (picture) => {
      const { prepared, scale } = await prepare(picture);
      const { data } = await worker.recognize(prepared, {}, { blocks: true, text: false });
      return wordsOf(data.blocks, scale);
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

async function prepare(picture: Buffer): Promise<{ prepared: Buffer; scale: number }> {
  const { data, info } = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const scale = ocrScale(width, height);
  const prepared = await sharp(darkOnWhite(data, width, height), {
    raw: { width, height, channels: 1 },
  })
    .resize({ width: Math.round(width * scale), kernel: 'cubic' })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { prepared, scale };
}
