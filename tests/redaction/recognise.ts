import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createWorker, OEM, type PSM } from 'tesseract.js';
import { OCR, ocrInverts, ocrScale } from '#shared/ocr-settings.ts';
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
  await worker.setParameters({ tessedit_pageseg_mode: OCR.pageSegmentation as PSM });
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
  const { width } = await sharp(picture).metadata();
  const scale = ocrScale(width);
  const grey = await sharp(picture).flatten({ background: '#fff' }).greyscale().png().toBuffer();
  const { channels } = await sharp(grey).stats();
  let image = sharp(grey).resize({ width: Math.round(width * scale), kernel: 'cubic' });
  if (ocrInverts(channels[0]?.mean ?? 255)) image = image.negate();
  return { prepared: await image.png().toBuffer(), scale };
}
