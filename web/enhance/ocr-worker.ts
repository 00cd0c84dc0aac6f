import { findCoversOfPicture } from '#shared/media/find-covers-of-picture.ts';
import { toGrey } from '#shared/media/ocr-preprocessing.ts';
import { bestReading, likelyTurns, type GreyPixels } from '#shared/media/ocr-reading.ts';
import { ocrScale } from '#shared/media/ocr-settings.ts';
import { readAmountAndDay } from '#shared/media/read-amount-and-day.ts';
import { readInScripts, type ReadDark } from '#shared/media/read-in-scripts.ts';
import { findUnreadPatches } from '#shared/media/redaction.ts';
import {
  startTesseract,
  type ReadWithTesseract,
  type StartTesseractCore,
} from '#shared/media/tesseract.ts';
import type { OcrAnswer, OcrQuestion } from './ocr-messages.ts';
import { FOLDER, coreAddress, dataAddress, fetchData, fetchEngine } from './redaction-fetch.ts';

/**
 * The one script of the site that may run WebAssembly (`security-headers.ts`): it decodes, reads and
 * finds what to cover, so that the page stays free meanwhile. Nothing of a picture leaves it but its
 * answers.
 */

/**
 * Orientations that are tried: text runs across or down, and is read both ways. The server tries all
 * four, for it must find what is personal where a picture has text in both directions.
 */
const TRIED_TURNS = 2;
/** Share of the progress bar for loading; recognition has the rest. */
const FETCHED = 0.6;
const STARTED = 0.7;
/** Minimum progress between two messages, since the page renders the bar at each. */
const STEP = 0.08;
/** Approximate unpacked bytes of engine and data, for the bar: Content-Length is the compressed size. */
const UNPACKED_BYTES = 2_857_601 + 423_273;

let picture: GreyPixels | null = null;
let engine: ReadWithTesseract | null = null;
/** Progress at which recognition begins; 0 where the engine is already loaded. */
let readFrom = 0;
let told = 0;

addEventListener('message', ({ data }: MessageEvent<OcrQuestion>) => {
  answer(data).then(tell, () => tell({ kind: 'failed' }));
});

async function answer(question: OcrQuestion): Promise<OcrAnswer> {
  if (question.kind === 'hold') {
    picture = question.picture instanceof ImageBitmap ? draw(question.picture) : question.picture;
    return { kind: 'hold' };
  }
  if (picture === null) throw new Error('no picture');
  const { data, width, height } = picture;
  switch (question.kind) {
    case 'rows':
      return { kind: 'rows', rows: findUnreadPatches(data, width, height, []) };
    case 'cover':
      return {
        kind: 'cover',
        covered: findCoversOfPicture(picture, question.reading, question.options),
      };
    case 'read':
      return read(picture, question);
  }
}

async function read(
  grey: GreyPixels,
  { ofDevice, skips }: OcrQuestion & { kind: 'read' },
): Promise<OcrAnswer> {
  told = 0;
  readFrom = engine === null ? STARTED : 0;
  engine ??= await start();
  const tesseract = engine;
  const readDark: ReadDark = async (dark, script) => {
    if (script !== 'Latin' && skips.includes(script)) return [];
    const reading = tesseract(dark, script, ocrScale(dark.width, dark.height, script));
    // Where the data of another script cannot be loaded, its text stays unread, and so covered.
    return script === 'Latin' ? reading : reading.catch(() => []);
  };
  const turns = likelyTurns(grey).slice(0, TRIED_TURNS);
  const best = bestReading(await readInScripts(grey, readDark, { turns, ofDevice }));
  if (best === undefined) throw new Error('not read');
  return { kind: 'read', reading: best, offer: readAmountAndDay(best.words) };
}

async function start(): Promise<ReadWithTesseract> {
  let bytes = 0;
  // Fetched here to show progress: the engine then finds all in the HTTP cache.
  await fetchEngine((more) => {
    bytes += more;
    report(Math.min(1, bytes / UNPACKED_BYTES) * FETCHED);
  });
  const core = (await import(/* @vite-ignore */ `${coreAddress()}.mjs`)) as {
    default: StartTesseractCore;
  };
  report(STARTED);
  return startTesseract({
    startCore: core.default,
    locateFile: (name) => `${FOLDER}/${name}`,
    loadData: async (script) => {
      await fetchData(script, () => tell({ kind: 'progress', share: told }));
      const response = await fetch(dataAddress(script));
      return new Uint8Array(await response.arrayBuffer());
    },
    report: (share) => report(readFrom + share * (1 - readFrom)),
  });
}

/**
 * Reports progress in steps. Recognition restarts at zero for each orientation and script; the bar
 * never goes back.
 */
function report(share: number): void {
  if (share < told + STEP) return;
  told = share;
  tell({ kind: 'progress', share });
}

function tell(message: OcrAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  postMessage(message);
}

function draw(bitmap: ImageBitmap): GreyPixels {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { data: toGrey(context.getImageData(0, 0, width, height).data), width, height };
}
