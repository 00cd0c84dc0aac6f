import { createWorker, type Worker as Engine } from 'tesseract.js';
import { OCR_LANGUAGES, OCR_VARIABLES, type OcrScript } from '#shared/media/ocr-settings.ts';
import { FOLDER, coreAddress, fetchData, fetchEngine } from './redaction-fetch.ts';

/** A function called with the progress of OCR, 0 to 1. */
export type ReportProgress = (share: number) => void;

export type KeptEngine = {
  /** Reads a picture file in a script, whose data is loaded the first time. */
  readonly recognise: (
    file: Blob,
    script: OcrScript,
    report: ReportProgress,
  ) => ReturnType<Engine['recognize']>;
};

const LSTM_ONLY = 1;
/** Without a picture for this long, the engine is ended: it takes 100 MB of a phone. */
const IDLE_MS = 120_000;
/** Share of the progress bar for loading; recognition has the rest. */
const FETCHED = 0.6;
const STARTED = 0.7;
/** Approximate unpacked bytes of engine and data, for the bar: Content-Length is the compressed size. */
const UNPACKED_BYTES = 2_857_601 + 423_273;
let kept: Promise<Engine> | null = null;
let script: OcrScript = 'Latin';
/** One picture after the other: they may need different data. */
let queue: Promise<unknown> = Promise.resolve();
let listener: ReportProgress = () => undefined;
/** Where the bar is when recognition begins: an engine that is kept has nothing to load. */
let readFrom = 0;
let idle = 0;

/**
 * The engine, started with the first picture and kept for the next ones.
 * @throws when it cannot be loaded.
 */
export async function openEngine(report: ReportProgress): Promise<KeptEngine> {
  listener = report;
  clearTimeout(idle);
  readFrom = kept === null ? STARTED : 0;
  kept ??= start();
  const engine = await kept.catch((error: unknown) => {
    kept = null;
    throw error;
  });
  return {
    recognise: (file, wanted, progress) => {
      const reading = queue.then(async () => {
        listener = progress;
        await switchTo(engine, wanted, progress);
        return engine.recognize(file, {}, { blocks: true, text: false });
      });
      queue = reading.catch(() => undefined);
      return reading;
    },
  };
}

async function switchTo(engine: Engine, wanted: OcrScript, report: ReportProgress): Promise<void> {
  if (wanted === script) return;
  // Fetched here to tell that it goes on; the worker finds it in the HTTP cache.
  await fetchData(wanted, () => report(readFrom));
  await engine.reinitialize(OCR_LANGUAGES[wanted], LSTM_ONLY);
  await engine.setParameters(OCR_VARIABLES);
  script = wanted;
}

/** Ends the engine after a while without another picture. */
export function endEngineLater(): void {
  clearTimeout(idle);
  idle = window.setTimeout(() => void endEngine(), IDLE_MS);
}

/** Ends the engine: the next picture starts a new one. */
export async function endEngine(): Promise<void> {
  const ended = kept;
  kept = null;
  script = 'Latin';
  queue = Promise.resolve();
  await (await ended?.catch(() => null))?.terminate();
}

async function start(): Promise<Engine> {
  let done = 0;
  // Fetched here to show progress: the worker then finds both in the HTTP cache.
  await fetchEngine((bytes) => {
    done += bytes;
    listener(Math.min(1, done / UNPACKED_BYTES) * FETCHED);
  });
  const engine = await new Promise<Engine>((resolve, reject) => {
    createWorker(OCR_LANGUAGES.Latin, LSTM_ONLY, {
      workerPath: `${FOLDER}/worker.min.js`,
      corePath: `${coreAddress()}.js`,
      langPath: FOLDER,
      gzip: false,
      workerBlobURL: false,
      cacheMethod: 'none',
      logger: ({ status, progress }) => {
        const reads = status === 'recognizing text';
        const [from, to] = reads ? [readFrom, 1] : [FETCHED, STARTED];
        listener(from + progress * (to - from));
      },
      errorHandler: reject,
    }).then(resolve, reject);
  });
  await engine.setParameters(OCR_VARIABLES);
  return engine;
}
