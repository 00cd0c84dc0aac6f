import { parseArgs } from 'node:util';
import { openOcrEngine } from '#server/media/ocr/ocr-engine.ts';
import { drawWild, wildScreens } from '#tests/redaction/wild/draw.ts';
import { coversOnDevice, scoreWild, type WildResult } from '#tests/redaction/wild/score.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { formatRecall } from './redaction-table.ts';

/** Draws screens, reads and covers them by the default steps; `--unseen` draws the held-out part. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    screens: { type: 'string', default: '500' },
    unseen: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const count = Number(values.screens);
if (!Number.isInteger(seed) || !Number.isInteger(count) || count < 1) {
  throw new Error('usage: redaction.ts [--seed N] [--screens N] [--unseen], whole numbers');
}

const browser = await openBrowser();
const engine = await openOcrEngine();
try {
  const pictures: WildResult[][] = [];
  let milliseconds = 0;
  for (const screen of wildScreens(seed, count, values.unseen)) {
    const drawing = await drawWild(browser, screen);
    const start = performance.now();
    const read = await engine.readTurned(drawing.picture);
    milliseconds += performance.now() - start;
    pictures.push(await scoreWild(drawing, coversOnDevice(drawing, read)));
  }
  const each = Math.round(milliseconds / pictures.length);
  const part = values.unseen ? 'held out' : 'known';
  console.log(`${pictures.length} screens (${part}), seed ${seed}, ${each} ms to read one\n`);
  console.log(formatRecall(pictures));
} finally {
  await browser.close();
  await engine.close();
}
