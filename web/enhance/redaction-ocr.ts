import { version as dataVersion } from '@tesseract.js-data/fra/package.json';
import { createWorker, type PSM, type Worker as Engine } from 'tesseract.js';
import { version as engineVersion } from 'tesseract.js/package.json';
import { makeDarkOnWhiteInPlace } from '#shared/media/ocr-preprocessing.ts';
import {
  bestReading,
  isReadable,
  likelyTurns,
  type GreyPixels,
  type OcrReading,
  type Turn,
} from '#shared/media/ocr-reading.ts';
import { OCR_SETTINGS, ocrEnlargement } from '#shared/media/ocr-settings.ts';
import { toOcrWords } from '#shared/media/ocr-words.ts';
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
 * Orientations that are tried: text runs across or down, and is read both ways. The server tries all
 * four, for it must find what is personal where a picture has text in both directions.
 */
const TRIED_TURNS = 2;

/**
 * Recognises a picture's words on this device, off the main thread, turned where it lies on its side
 * or stands on its head; nothing is uploaded. `grey` are its pixels.
 * @throws when the engine cannot be loaded, or is blocked.
 */
export async function readPicture(
  picture: HTMLImageElement,
  grey: GreyPixels,
  report: ReportProgress,
): Promise<OcrReading> {
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
    const readings: OcrReading[] = [];
    for (const turn of likelyTurns(grey).slice(0, TRIED_TURNS)) {
      const reading = readTurned(engine, picture, turn);
      readings.push(await Promise.race([reading, watch.silent]));
      if (readings.some(isReadable)) break;
    }
    const best = bestReading(readings);
    if (best === undefined) throw new Error('not read');
    return best;
  } finally {
    watch.end();
    // Frees its memory for cheap phones; it restarts quickly from the cache.
    void engine?.terminate();
  }
}

async function readTurned(
  engine: Engine,
  picture: HTMLImageElement,
  turn: Turn,
): Promise<OcrReading> {
  const isOnSide = turn === 90 || turn === 270;
  const { naturalWidth, naturalHeight } = picture;
  const [width, height] = isOnSide ? [naturalHeight, naturalWidth] : [naturalWidth, naturalHeight];
  const scale = ocrEnlargement(width, height);
  const canvas = toCanvas(picture, { turn, width, height }, scale);
  const { data } = await engine.recognize(canvas, {}, { blocks: true, text: false });
  return { words: toOcrWords(data.blocks, scale), turn, width, height };
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

/** Prepares the picture for OCR: turned clockwise, dark on white, and large enough. */
function toCanvas(
  picture: HTMLImageElement,
  { turn, width, height }: Omit<OcrReading, 'words'>,
  scale: number,
): HTMLCanvasElement {
  const turned = makeCanvas(width, height);
  turned.context.fillStyle = '#ffffff';
  turned.context.fillRect(0, 0, width, height);
  turned.context.translate(width / 2, height / 2);
  turned.context.rotate((turn * Math.PI) / 180);
  turned.context.drawImage(picture, -picture.naturalWidth / 2, -picture.naturalHeight / 2);
  const pixels = turned.context.getImageData(0, 0, width, height);
  makeDarkOnWhiteInPlace(pixels.data, width, height);
  turned.context.putImageData(pixels, 0, 0);
  const { canvas, context } = makeCanvas(width * scale, height * scale);
  context.imageSmoothingQuality = 'high';
  context.drawImage(turned.canvas, 0, 0, canvas.width, canvas.height);
  return canvas;
}
