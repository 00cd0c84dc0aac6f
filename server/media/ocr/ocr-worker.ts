// Runs in a process of its own, because the OCR engine takes 250 MB and a second of CPU. Answers one
// picture at a time, keeps none of the words, and exits with its parent.
import sharp from 'sharp';
import { serveParentProcess } from '#server/core/worker-pool/serve-parent-process.ts';
import { openOcrEngine } from './ocr-engine.ts';
import { toOcrResult } from './ocr-result.ts';

sharp.cache(false);
sharp.concurrency(1);
const { read } = await openOcrEngine();
serveParentProcess((picture) =>
  picture instanceof Uint8Array
    ? read(picture).then(toOcrResult, () => null)
    : Promise.resolve(null),
);
