import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { OCR_FOLDER, OCR_LANGUAGES, OCR_VERSIONS } from '../shared/media/ocr-settings.ts';
import { withoutWordList } from '../shared/media/trained-data.ts';
import { compress } from './compress.mjs';

const require = createRequire(import.meta.url);
const FOLDER = join(import.meta.dirname, '..', 'dist', 'ocr');
const VARIANTS = ['simd-lstm', 'lstm'];
/** Folder of the trained data in its packages. */
const DATA = '4.0.0_best_int';

/**
 * Prepares the OCR engine and its data in dist/ocr/, for the browser (compressed) and the server. Done
 * once, since good compression takes some seconds.
 */
export function prepareOcr() {
  const folder = join(FOLDER, OCR_FOLDER);
  const stamp = join(folder, 'complete');
  if (existsSync(stamp)) return;
  console.log('Preparing the reading of pictures…');
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  checkVersion('tesseract.js-core', OCR_VERSIONS.engine);
  const made = VARIANTS.flatMap((variant) => {
    const name = `tesseract-core-${variant}`;
    const [script, program] = [join(folder, `${name}.mjs`), join(folder, `${name}.wasm`)];
    // A worker that is a module cannot import a script.
    const source = readFileSync(require.resolve(`tesseract.js-core/${name}.js`), 'utf8');
    writeFileSync(script, `${source}\nexport default TesseractCore;\n`);
    copyFileSync(require.resolve(`tesseract.js-core/${name}.wasm`), program);
    return [script, program];
  });
  for (const language of Object.values(OCR_LANGUAGES)) {
    const name = `@tesseract.js-data/${language}`;
    checkVersion(name, OCR_VERSIONS.data);
    const packed = join(dirname(require.resolve(`${name}/package.json`)), DATA);
    const path = join(folder, `${language}.traineddata`);
    const data = gunzipSync(readFileSync(join(packed, `${language}.traineddata.gz`)));
    writeFileSync(path, withoutWordList(data));
    made.push(path);
  }
  for (const path of made) compress(path);
  writeFileSync(stamp, '');
}

function checkVersion(name, expected) {
  const { version } = require(`${name}/package.json`);
  if (version !== expected) throw new Error(`${name} is ${version}: change OCR_VERSIONS`);
}

if (process.argv[1] === import.meta.filename) prepareOcr();
