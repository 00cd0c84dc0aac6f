import { scriptsOf } from '#shared/media/device-scripts.ts';
import { toGraymap } from '#shared/media/graymap.ts';
import {
  bestReading,
  likelyTurns,
  type GreyPixels,
  type OcrReading,
} from '#shared/media/ocr-reading.ts';
import { ocrEnlargement } from '#shared/media/ocr-settings.ts';
import { readInScripts, type ReadDark } from '#shared/media/read-in-scripts.ts';
import { toOcrWords } from '#shared/media/ocr-words.ts';
import { makeCanvas } from './redaction-canvas.ts';
import { isDataSaverOn } from './data-saver.ts';
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
  let told = 0;
  const progress: ReportProgress = (share) => {
    watch.stir();
    // Each orientation and script begins anew.
    told = Math.max(told, share);
    report(told);
  };
  try {
    const engine = await Promise.race([openEngine(progress), watch.silent]);
    const ofDevice = scriptsOf(navigator.languages);
    const read: ReadDark = async (dark, script) => {
      if (script !== 'Latin' && isDataSaverOn() && !ofDevice.includes(script)) return [];
      const scale = ocrEnlargement(dark.width, dark.height);
      const reading = engine.recognise(toFile(dark, scale), script, progress).catch((error) => {
        if (script === 'Latin') throw error;
        // Without its data, what is in another script stays unread, and covered.
        return null;
      });
      const result = await Promise.race([reading, watch.silent]);
      return toOcrWords(result?.data.blocks ?? null, scale);
    };
    const turns = likelyTurns(grey).slice(0, TRIED_TURNS);
    const readings = await readInScripts(grey, read, { turns, ofDevice });
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
function toFile({ data: dark, width, height }: GreyPixels, scale: number): Blob {
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
