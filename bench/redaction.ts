import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openOcrEngine } from '#server/media/ocr/ocr-engine.ts';
import { analysePicture } from '#server/media/pictures/analyse-picture.ts';
import type { Box } from '#shared/media/box.ts';
import {
  drawWild,
  WILD_PARTS,
  wildScreens,
  type WildDrawing,
  type WildPart,
} from '#tests/redaction/wild/draw.ts';
import {
  coversOnDevice,
  scoreWild,
  TRIED_TURNS,
  type WildResult,
} from '#tests/redaction/wild/score.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { openPictureWorkers } from './picture-workers.ts';
import { formatRecall } from './redaction-table.ts';

/**
 * Draws screens, and covers each by the default steps of both paths: in the browser, and on the
 * server for whoever has no script.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    screens: { type: 'string', default: '500' },
    part: { type: 'string', default: 'known' },
  },
});
const [seed, count] = [Number(values.seed), Number(values.screens)];
const isPart = (text: string): text is WildPart => WILD_PARTS.some((part) => part === text);
const { part } = values;
if (!Number.isInteger(seed) || !Number.isInteger(count) || count < 1 || !isPart(part)) {
  throw new Error(`usage: redaction.ts [--seed N] [--screens N] [--part ${WILD_PARTS.join('|')}]`);
}

const browser = await openBrowser();
const engine = await openOcrEngine();
const { folder, sanitizer, reader, close } = await openPictureWorkers();

/** What the server covers of a picture that is sent as it was taken; null where it could not look. */
async function coversOnServer({ picture, platform, size }: WildDrawing): Promise<Box[] | null> {
  const path = join(folder, 'picture');
  await writeFile(path, picture);
  const image = await sanitizer.sanitize(path);
  const options = { keep: [platform], whole: true };
  const { boxes } = await analysePicture(reader, image, options, 'bench');
  const scale = size.width / image.reading.width;
  return (
    boxes?.map(({ left, top, width, height }) => ({
      left: left * scale,
      top: top * scale,
      width: width * scale,
      height: height * scale,
    })) ?? null
  );
}

try {
  const [device, server]: [WildResult[][], WildResult[][]] = [[], []];
  let [milliseconds, notLookedAt] = [0, 0];
  for (const screen of wildScreens(seed, count, part)) {
    const drawing = await drawWild(browser, screen);
    const start = performance.now();
    const read = await engine.readTurned(drawing.picture, TRIED_TURNS);
    milliseconds += performance.now() - start;
    device.push(await scoreWild(drawing, coversOnDevice(drawing, read)));
    const covers = await coversOnServer(drawing);
    if (covers === null) notLookedAt += 1;
    else server.push(await scoreWild(drawing, covers));
  }
  const each = Math.round(milliseconds / device.length);
  console.log(`${device.length} screens (${part}), seed ${seed}, ${each} ms to read one\n`);
  console.log(`ON THE DEVICE\n${formatRecall(device)}\n`);
  console.log(`WITHOUT A SCRIPT (not looked at: ${notLookedAt})\n${formatRecall(server)}`);
} finally {
  await Promise.all([browser.close(), close()]);
}
