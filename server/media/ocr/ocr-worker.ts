// Runs in a process of its own, because the OCR engine takes 250 MB and a second of CPU. Answers one
// picture at a time, keeps none of the words, and exits with its parent.
import sharp from 'sharp';
import { serveParentProcess } from '#server/core/worker-pool/serve-parent-process.ts';
import { openOcrEngine } from './ocr-engine.ts';
import { toOcrResult, type OcrRequest } from './ocr-result.ts';

sharp.cache(false);
sharp.concurrency(1);
const { readTurned } = await openOcrEngine();
serveParentProcess(async (question) => {
  // Only the reader sends messages.
  const asked = question as OcrRequest;
  try {
    return toOcrResult(await readTurned(asked.picture), asked);
  } catch {
    return null;
  }
});
