import { version as dataVersion } from '@tesseract.js-data/fra/package.json';
import { createWorker, type PSM, type Worker as Engine } from 'tesseract.js';
import { version as engineVersion } from 'tesseract.js/package.json';
import { makeDarkOnWhiteInPlace } from '#shared/media/ocr-preprocessing.ts';
import { OCR_SETTINGS, ocrEnlargement } from '#shared/media/ocr-settings.ts';
import { toOcrWords, type OcrWord } from '#shared/media/ocr-words.ts';
import { makeCanvas } from './redaction-canvas.ts';

/** A function called with the progress of OCR, 0 to 1. */
export type ReportProgress = (share: number) => void;

const FOLDER = `/assets/ocr/${engineVersion}-${dataVersion}`;
const LSTM_ONLY = 1;
// Without progress for this long WebAssembly was blocked: the engine reports nothing then.
const SILENCE_MS = 30_000;
/** Share of the progress bar for loading; recognition has the rest. */
const FETCHED = 0.6;
const STARTED = 0.7;
/** Approximate unpacked bytes of engine and data, for the bar: Content-Length is the compressed size. */
const UNPACKED_BYTES = 2_857_601 + 1_248_107;
/** A WebAssembly module with one vector instruction: valid only where the browser supports SIMD. */
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]);

/**
 * Recognises a picture's words on this device, off the main thread; nothing is uploaded.
 * @throws when the engine cannot be loaded, or is blocked.
 */
export async function readWords(
  picture: HTMLImageElement,
  report: ReportProgress,
): Promise<OcrWord[]> {
  const watch = watchSilence();
  const progress: ReportProgress = (share) => {
    watch.stir();
    report(share);
  };
  let engine: Engine | null = null;
  try {
    engine = await Promise.race([start(progress), watch.silent]);
    await engine.setParameters({
      tessedit_pageseg_mode: OCR_SETTINGS.pageSegmentation as PSM,
      // Silences its log output.
      debug_file: '/dev/null',
    });
    const scale = ocrEnlargement(picture.naturalWidth, picture.naturalHeight);
    const reading = engine.recognize(toCanvas(picture, scale), {}, { blocks: true, text: false });
    const { data } = await Promise.race([reading, watch.silent]);
    return toOcrWords(data.blocks, scale);
  } finally {
    watch.end();
    // Frees its memory for cheap phones; it restarts quickly from the cache.
    void engine?.terminate();
  }
}

async function start(progress: ReportProgress): Promise<Engine> {
  const core = `${FOLDER}/tesseract-core-${WebAssembly.validate(SIMD) ? 'simd-lstm' : 'lstm'}`;
  const { language } = OCR_SETTINGS;
  let done = 0;
  const count = (bytes: number): void => {
    done += bytes;
    progress(Math.min(1, done / UNPACKED_BYTES) * FETCHED);
  };
  // Fetched here to show progress: the worker then finds both in the HTTP cache.
  await Promise.all(
    [`${core}.wasm`, `${FOLDER}/${language}.traineddata`].map((url) => fetchToCache(url, count)),
  );
  return new Promise((resolve, reject) => {
    createWorker(language, LSTM_ONLY, {
      workerPath: `${FOLDER}/worker.min.js`,
      corePath: `${core}.js`,
      langPath: FOLDER,
      gzip: false,
      workerBlobURL: false,
      cacheMethod: 'none',
      logger: ({ status, progress: share }) => {
        const reads = status === 'recognizing text';
        progress(reads ? STARTED + share * (1 - STARTED) : FETCHED + share * (STARTED - FETCHED));
      },
      errorHandler: reject,
    }).then(resolve, reject);
  });
}

async function fetchToCache(url: string, count: (bytes: number) => void): Promise<void> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) throw new Error(`${url}: ${response.status}`);
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    count(value.length);
  }
}

function watchSilence(): { silent: Promise<never>; stir: () => void; end: () => void } {
  let timer = 0;
  let fail: (error: Error) => void;
  const silent = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const stir = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => fail(new Error('the engine is silent')), SILENCE_MS);
  };
  stir();
  return { silent, stir, end: () => clearTimeout(timer) };
}

/** Prepares the picture for OCR: dark on white, and large enough. */
function toCanvas(picture: HTMLImageElement, scale: number): HTMLCanvasElement {
  const { naturalWidth: width, naturalHeight: height } = picture;
  const turned = makeCanvas(width, height);
  turned.context.fillStyle = '#ffffff';
  turned.context.fillRect(0, 0, width, height);
  turned.context.drawImage(picture, 0, 0);
  const pixels = turned.context.getImageData(0, 0, width, height);
  makeDarkOnWhiteInPlace(pixels.data, width, height);
  turned.context.putImageData(pixels, 0, 0);
  const { canvas, context } = makeCanvas(width * scale, height * scale);
  context.imageSmoothingQuality = 'high';
  context.drawImage(turned.canvas, 0, 0, canvas.width, canvas.height);
  return canvas;
}
