import { version as dataVersion } from '@tesseract.js-data/fra/package.json';
import { createWorker, type PSM, type Worker as Engine } from 'tesseract.js';
import { version as engineVersion } from 'tesseract.js/package.json';
import { OCR, ocrInverts, ocrScale } from '#shared/ocr-settings.ts';
import { wordsOf, type OcrWord } from '#shared/redaction-words.ts';
import { makeCanvas } from './redact-canvas.ts';

/** What text can be read with: French first, it reads most of the rest; English on request. */
export type OcrLanguage = 'fra' | 'eng';
/** Takes the share of the work that is done, 0 to 1. */
export type Report = (share: number) => void;

const FOLDER = `/assets/ocr/${engineVersion}-${dataVersion}`;
const LSTM_ONLY = 1;
// Where nothing moves for so long, WebAssembly was blocked: the engine itself says nothing then.
const SILENCE_MS = 30_000;
/** Which share of the bar fetching and starting take; reading has the rest. */
const FETCHED = 0.6;
const STARTED = 0.7;
/** Bytes once unpacked, about: the bar needs a whole, and the length that is sent is the packed one. */
const UNPACKED_BYTES = { core: 2_857_601, fra: 1_248_107, eng: 5_199_098 };
const SAMPLE_PX = 32;
/** A module with one vector operation: valid only where the browser has SIMD. */
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]);

/**
 * Reads the words of a picture on this device, off the main thread; nothing of the picture leaves.
 * @throws where the engine cannot be had, or the browser blocks it.
 */
export async function readWords(
  picture: HTMLImageElement,
  language: OcrLanguage,
  report: Report,
): Promise<OcrWord[]> {
  const watch = watchSilence();
  const progress: Report = (share) => {
    watch.stir();
    report(share);
  };
  let engine: Engine | null = null;
  try {
    engine = await Promise.race([start(language, progress), watch.silent]);
    await engine.setParameters({ tessedit_pageseg_mode: OCR.pageSegmentation as PSM });
    const scale = ocrScale(picture.naturalWidth, picture.naturalHeight);
    const reading = engine.recognize(toCanvas(picture, scale), {}, { blocks: true, text: false });
    const { data } = await Promise.race([reading, watch.silent]);
    return wordsOf(data.blocks, scale);
  } finally {
    watch.end();
    // It takes more memory than a cheap phone can spare; from the cache it starts again at once.
    void engine?.terminate();
  }
}

async function start(language: OcrLanguage, progress: Report): Promise<Engine> {
  const core = `${FOLDER}/tesseract-core-${WebAssembly.validate(SIMD) ? 'simd-lstm' : 'lstm'}`;
  const total = UNPACKED_BYTES.core + UNPACKED_BYTES[language];
  let done = 0;
  const count = (bytes: number): void => {
    done += bytes;
    progress(Math.min(1, done / total) * FETCHED);
  };
  // The engine is fetched for the bar alone: the worker then finds it in the browser's cache.
  const [data] = await Promise.all([
    fetchBytes(`${FOLDER}/${language}.traineddata`, count),
    fetchBytes(`${core}.wasm`, count),
  ]);
  return new Promise((resolve, reject) => {
    createWorker([{ code: language, data }], LSTM_ONLY, {
      workerPath: `${FOLDER}/worker.min.js`,
      corePath: `${core}.js`,
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

async function fetchBytes(url: string, count: (bytes: number) => void): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) throw new Error(`${url}: ${response.status}`);
  const reader = response.body.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    count(value.length);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
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

/** The picture as it is best read: large enough, dark letters on light ground. */
function toCanvas(picture: HTMLImageElement, scale: number): HTMLCanvasElement {
  const { canvas, context } = makeCanvas(
    picture.naturalWidth * scale,
    picture.naturalHeight * scale,
  );
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  if (!ocrInverts(meanGrey(picture))) return canvas;
  context.globalCompositeOperation = 'difference';
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

/** 0 to 255, of a small copy. */
function meanGrey(picture: HTMLImageElement): number {
  const { canvas, context } = makeCanvas(SAMPLE_PX, SAMPLE_PX);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const colours = data.filter((_, index) => index % 4 !== 3);
  return colours.reduce((sum, value) => sum + value, 0) / colours.length;
}
