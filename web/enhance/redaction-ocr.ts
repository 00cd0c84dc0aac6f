import { scriptsOf } from '#shared/media/device-scripts.ts';
import type { CoveredReading } from '#shared/media/find-covers-of-picture.ts';
import type { OcrReading } from '#shared/media/ocr-reading.ts';
import type { Box } from '#shared/media/box.ts';
import { isDataSaverOn } from './data-saver.ts';
import type { OcrAnswer, OcrQuestion, PictureRead } from './ocr-messages.ts';
import { greyPixels } from './redaction-canvas.ts';

/** A function called with the progress of OCR, 0 to 1. */
type ReportProgress = (share: number) => void;

// After this time without progress, WebAssembly counts as blocked: the engine then reports nothing.
const SILENCE_MS = 30_000;
/**
 * After this time without a picture the engine is stopped, since it takes 100 MB of a phone's memory.
 */
const IDLE_MS = 120_000;

let worker: Worker | null = null;
/** The picture that the worker has. */
let held: HTMLImageElement | null = null;
/** Questions to the worker, one after the other. */
let queue: Promise<unknown> = Promise.resolve();
let idle = 0;

/** The rows of text-like texture on a picture. @throws where the worker cannot be started. */
export function findRows(picture: HTMLImageElement): Promise<readonly Box[]> {
  return inTurn(async () => (await askAbout(picture, { kind: 'rows' }, 'rows')).rows);
}

/**
 * Recognises a picture's words on this device, off the main thread, turned where it lies on its side
 * or stands on its head; nothing is uploaded.
 * @throws when the engine cannot be loaded, or is blocked.
 */
export function readPicture(
  picture: HTMLImageElement,
  report: ReportProgress,
): Promise<PictureRead> {
  const ofDevice = scriptsOf(navigator.languages);
  const skips = (['Arabic', 'Cyrillic'] as const).filter(
    (script) => isDataSaverOn() && !ofDevice.includes(script),
  );
  return inTurn(async () => {
    const question: OcrQuestion = { kind: 'read', ofDevice, skips };
    return askAbout(picture, question, 'read', report);
  });
}

/** Finds what to cover of a picture that was read. @throws where the worker cannot be started. */
export function coverReading(
  picture: HTMLImageElement,
  reading: OcrReading,
  options: (OcrQuestion & { kind: 'cover' })['options'],
): Promise<CoveredReading> {
  return inTurn(async () => {
    const question: OcrQuestion = { kind: 'cover', reading, options };
    return (await askAbout(picture, question, 'cover')).covered;
  });
}

function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = queue.then(work);
  queue = result.catch(endWorker);
  return result;
}

function endWorker(): void {
  worker?.terminate();
  [worker, held] = [null, null];
}

async function askAbout<Kind extends OcrAnswer['kind']>(
  picture: HTMLImageElement,
  question: OcrQuestion,
  kind: Kind,
  report?: ReportProgress,
): Promise<OcrAnswer & { kind: Kind }> {
  clearTimeout(idle);
  worker ??= new Worker(new URL('./ocr-worker.ts', import.meta.url), { type: 'module' });
  if (held !== picture) {
    await ask(worker, { kind: 'hold', picture: await pixelsOf(picture) }, 'hold');
    held = picture;
  }
  const answer = await ask(worker, question, kind, report);
  idle = window.setTimeout(endWorker, IDLE_MS);
  return answer;
}

/** The pixels as the picture is shown, turned as its metadata says. */
async function pixelsOf(
  picture: HTMLImageElement,
): Promise<(OcrQuestion & { kind: 'hold' })['picture']> {
  const { naturalWidth: width, naturalHeight: height } = picture;
  return 'OffscreenCanvas' in window
    ? createImageBitmap(picture)
    : { data: greyPixels(picture), width, height };
}

/** @throws when it fails, or is silent for too long. */
function ask<Kind extends OcrAnswer['kind']>(
  to: Worker,
  question: OcrQuestion,
  kind: Kind,
  report: ReportProgress = () => undefined,
): Promise<OcrAnswer & { kind: Kind }> {
  const listening = new AbortController();
  const { signal } = listening;
  const answered = new Promise<OcrAnswer & { kind: Kind }>((resolve, reject) => {
    let timer = 0;
    const stir = (): void => {
      clearTimeout(timer);
      timer = window.setTimeout(() => reject(new Error('the engine is silent')), SILENCE_MS);
    };
    stir();
    signal.addEventListener('abort', () => clearTimeout(timer));
    to.addEventListener('error', () => reject(new Error('no worker')), { signal });
    to.addEventListener(
      'message',
      ({ data }: MessageEvent<OcrAnswer>) => {
        stir();
        if (data.kind === 'progress') report(data.share);
        else if (isOfKind(data, kind)) resolve(data);
        else reject(new Error('not read'));
      },
      { signal },
    );
  });
  const moved = question.kind === 'hold' && !('data' in question.picture) ? [question.picture] : [];
  to.postMessage(question, moved);
  return answered.finally(() => listening.abort());
}

function isOfKind<Kind extends OcrAnswer['kind']>(
  answer: OcrAnswer,
  kind: Kind,
): answer is OcrAnswer & { kind: Kind } {
  return answer.kind === kind;
}
