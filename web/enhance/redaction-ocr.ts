import { toGraymap } from '#shared/media/graymap.ts';
import { darkOnWhiteOf } from '#shared/media/ocr-preprocessing.ts';
import {
  bestReading,
  isReadable,
  likelyTurns,
  turnGrey,
  type GreyPixels,
  type OcrReading,
} from '#shared/media/ocr-reading.ts';
import { ocrEnlargement } from '#shared/media/ocr-settings.ts';
import { toOcrWords } from '#shared/media/ocr-words.ts';
import { makeCanvas } from './redaction-canvas.ts';
import { endEngine, endEngineLater, openEngine, type ReportProgress } from './redaction-engine.ts';

// Without progress for this long WebAssembly was blocked: the engine reports nothing then.
const SILENCE_MS = 30_000;

/**
 * Orientations that are tried: text runs across or down, and is read both ways. The server tries all
 * four, for it must find what is personal where a picture has text in both directions.
 */
const TRIED_TURNS = 2;

/**
 * Recognises a picture's words on this device, off the main thread, turned where it lies on its side
 * or stands on its head; nothing is uploaded.
 * @throws when the engine cannot be loaded, or is blocked.
 */
export async function readPicture(grey: GreyPixels, report: ReportProgress): Promise<OcrReading> {
  const watch = watchSilence();
  const progress: ReportProgress = (share) => {
    watch.stir();
    report(share);
  };
  try {
    const engine = await Promise.race([openEngine(progress), watch.silent]);
    const readings: OcrReading[] = [];
    for (const turn of likelyTurns(grey).slice(0, TRIED_TURNS)) {
      const { data, width, height } = turnGrey(grey, turn);
      const scale = ocrEnlargement(width, height);
      const file = toFile(darkOnWhiteOf(data, width, height), width, height, scale);
      const reading = engine.recognise(file, 'Latin', progress);
      const { data: read } = await Promise.race([reading, watch.silent]);
      readings.push({ words: toOcrWords(read.blocks, scale), turn, width, height });
      if (readings.some(isReadable)) break;
    }
    const best = bestReading(readings);
    if (best === undefined) throw new Error('not read');
    return best;
  } catch (error) {
    void endEngine();
    throw error;
  } finally {
    watch.end();
    endEngineLater();
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

/** The picture as a file for the engine, enlarged where its letters are small. */
function toFile(dark: Uint8Array, width: number, height: number, scale: number): Blob {
  if (scale === 1) return new Blob([toGraymap(dark, width, height)]);
  const drawn = makeCanvas(width, height);
  const pixels = drawn.context.createImageData(width, height);
  for (let index = 0; index < dark.length; index += 1) {
    pixels.data.fill(dark[index] ?? 255, 4 * index, 4 * index + 3);
    pixels.data[4 * index + 3] = 255;
  }
  drawn.context.putImageData(pixels, 0, 0);
  const { canvas, context } = makeCanvas(width * scale, height * scale);
  context.imageSmoothingQuality = 'high';
  context.drawImage(drawn.canvas, 0, 0, canvas.width, canvas.height);
  const large = context.getImageData(0, 0, canvas.width, canvas.height).data;
  const grey = new Uint8Array(large.length / 4);
  for (let index = 0; index < grey.length; index += 1) grey[index] = large[4 * index] ?? 0;
  return new Blob([toGraymap(grey, canvas.width, canvas.height)]);
}
