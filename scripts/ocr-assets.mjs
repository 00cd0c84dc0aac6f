import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { compress } from './compress.mjs';

const require = createRequire(import.meta.url);
const FOLDER = join(import.meta.dirname, '..', 'dist', 'ocr');
const VARIANTS = ['simd-lstm', 'lstm'];
const LANGUAGES = ['fra', 'eng'];

/**
 * Copies the browser's OCR engine into dist/ocr/<version>/ and compresses it. The browser requests the
 * same version (web/enhance/redaction-ocr.ts). Done once, since good compression takes some seconds.
 */
export function prepareOcr() {
  const engine = require('tesseract.js/package.json').version;
  const data = require('@tesseract.js-data/fra/package.json').version;
  const folder = join(FOLDER, `${engine}-${data}`);
  const stamp = join(folder, 'complete');
  if (existsSync(stamp)) return;
  console.log('Preparing the reading of pictures…');
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = [require.resolve('tesseract.js/dist/worker.min.js')]
    .concat(
      VARIANTS.flatMap((variant) => [
        require.resolve(`tesseract.js-core/tesseract-core-${variant}.js`),
        require.resolve(`tesseract.js-core/tesseract-core-${variant}.wasm`),
      ]),
    )
    .map((path) => copyInto(folder, path));
  for (const language of LANGUAGES) {
    const packed = join(
      dirname(require.resolve(`@tesseract.js-data/${language}/package.json`)),
      '4.0.0_best_int',
      `${language}.traineddata.gz`,
    );
    const path = join(folder, `${language}.traineddata`);
    writeFileSync(path, gunzipSync(readFileSync(packed)));
    made.push(path);
  }
  for (const path of made) compress(path);
  writeFileSync(stamp, '');
}

function copyInto(folder, path) {
  const copy = join(folder, basename(path));
  copyFileSync(path, copy);
  return copy;
}

if (process.argv[1] === import.meta.filename) prepareOcr();
