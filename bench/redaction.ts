import { parseArgs } from 'node:util';
import { openOcrEngine } from '#server/media/ocr/ocr-engine.ts';
import { scoreScreen, type Score } from '#tests/redaction/score.ts';
import { drawScreen, screensOf } from '#tests/redaction/screens.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { formatRecall } from './redaction-table.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    screens: { type: 'string', default: '64' },
  },
});
const seed = Number(values.seed);
const count = Number(values.screens);
if (!Number.isInteger(seed) || !Number.isInteger(count) || count < 1) {
  throw new Error('usage: redaction.ts [--seed N] [--screens N], whole numbers');
}

const browser = await openBrowser();
const engine = await openOcrEngine();
try {
  const scores: Score[] = [];
  let milliseconds = 0;
  for (const screen of screensOf(seed).slice(0, count)) {
    const drawing = await drawScreen(browser, screen);
    const start = performance.now();
    const words = await engine.read(drawing.picture);
    milliseconds += performance.now() - start;
    scores.push(await scoreScreen(drawing, words));
  }
  const each = Math.round(milliseconds / scores.length);
  console.log(`${scores.length} screens, seed ${seed}, ${each} ms to read one\n`);
  console.log(formatRecall(scores));
} finally {
  await browser.close();
  await engine.close();
}
