import sharp, { type Sharp } from 'sharp';
import type { OcrRequest } from '#server/media/ocr/ocr-result.ts';
import { areBare, drawDamaged, drawHonest, type CorpusFile } from '#tests/files/picture-corpus.ts';
import { HOSTILE_PICTURES } from '#tests/files/hostile-pictures.ts';
import { writePicture } from '#tests/files/pictures.ts';
import { tellOutcome } from '#tests/files/test-sanitizer.ts';
import { drawScreen, linesOf } from '#tests/support/payment-screens.ts';
import { openPictureWorkers } from './picture-workers.ts';
import { processorTime } from './processor-time.ts';

/**
 * What pictures cost the sanitiser, hostile and honest ones, and how long one member waits for hers
 * while another one's are slow, as a multiple of her time alone.
 */

const ROUNDS = Number(process.argv[process.argv.indexOf('--rounds') + 1]) || 5;

const { folder, sanitizer, reader, close } = await openPictureWorkers();

const grain = (width: number, height: number): Sharp =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 20 },
    },
  });
const screen = await drawScreen(linesOf(1));
const dense = await drawScreen(Array.from({ length: 46 }, (_, nth) => linesOf(nth)[1] ?? ['', '']));

/** Without text a picture is read in all four orientations. */
const photograph = await grain(1600, 1200).webp({ quality: 85 }).toBuffer();

const stretched = (picture: Buffer, width: number, height: number): Sharp =>
  sharp(picture).resize(width, height, { fit: 'fill' });
const drawPhone = (): Promise<Buffer> => stretched(screen, 1080, 2400).png().toBuffer();
const drawSlow = (): Promise<Buffer> =>
  grain(7216, 5412).jpeg({ quality: 40, progressive: true }).toBuffer();

const HONEST: Readonly<Record<string, () => Promise<Buffer>>> = {
  'a screenshot of a phone': drawPhone,
  'a long screenshot': () => stretched(dense, 1081, 6001).png().toBuffer(),
  'three screens side by side': () => stretched(screen, 5760, 1080).png().toBuffer(),
  'a screen of 5120 x 2880 with 16 bits': () =>
    stretched(screen, 5120, 2880).toColourspace('rgb16').png().toBuffer(),
  'a photograph of 12 megapixels': () => grain(4000, 3000).jpeg({ quality: 85 }).toBuffer(),
  'a photograph of 39 megapixels': () => grain(7216, 5412).jpeg({ quality: 40 }).toBuffer(),
  'the same, progressive': drawSlow,
  'a CMYK picture of 39 megapixels': () =>
    stretched(screen, 6250, 6250).toColourspace('cmyk').jpeg().toBuffer(),
  'a WebP of 39 megapixels': () => stretched(screen, 6250, 6250).webp({ effort: 0 }).toBuffer(),
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function cpuOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + processorTime(pid), 0);
}

async function tellCosts(pictures: Readonly<Record<string, () => Promise<Buffer>>>): Promise<void> {
  // Starts the process, which is not part of a picture's cost.
  await sanitizer.sanitize(await writePicture(folder, 'first', screen));
  for (const [name, draw] of Object.entries(pictures)) {
    const bytes = await draw();
    const path = await writePicture(folder, 'picture', bytes);
    const before = cpuOf(sanitizer.processIds());
    let outcome = '';
    const wall = await timed(async () => (outcome = await tellOutcome(sanitizer.sanitize(path))));
    const cpu = Math.max(0, cpuOf(sanitizer.processIds()) - before);
    const megabytes = (bytes.length / 1e6).toFixed(1);
    console.log(
      `${name.padEnd(52)} ${outcome.padEnd(22)} ${megabytes.padStart(5)} MB ${String(cpu).padStart(6)} ms of a processor, ${Math.round(wall)} ms`,
    );
  }
}

/** What becomes of files of all kinds, and which come out otherwise than expected. */
async function tellCorpus(name: string, files: AsyncIterable<CorpusFile>): Promise<void> {
  const outcomes = new Map<string, number>();
  let [all, withMetadata] = [0, 0];
  for await (const file of files) {
    all += 1;
    const path = await writePicture(folder, 'file', file.bytes);
    const outcome = await tellOutcome(
      (async () => {
        const image = await sanitizer.sanitize(path);
        if (!areBare(image)) withMetadata += 1;
      })(),
    );
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (file.expected !== 'either' && file.expected !== outcome) {
      console.log(`${file.name}: ${outcome}, not ${file.expected}`);
    }
  }
  const counts = [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  console.log(`${name}: ${all} files, ${counts}; ${withMetadata} with metadata`);
}

/** Times of one member's pictures while `slow` runs for another one without a pause, and alone. */
async function tellRatio(
  name: string,
  hers: () => Promise<unknown>,
  slow: () => Promise<unknown>,
): Promise<void> {
  await Promise.all([hers(), slow()]);
  const alone: number[] = [];
  const beside: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(await timed(hers));
    const other = slow();
    beside.push(await timed(hers));
    await other;
  }
  const ratio = (median(beside) / median(alone)).toFixed(2);
  console.log(
    `${name}: ${Math.round(median(alone))} ms alone, ${Math.round(median(beside))} ms beside a slow one: ${ratio} times`,
  );
}

try {
  console.log('HOSTILE');
  await tellCosts(HOSTILE_PICTURES);
  console.log('\nHONEST');
  await tellCosts(HONEST);

  console.log('\nOF ALL KINDS');
  await tellCorpus('honest', drawHonest());
  await tellCorpus('odd and damaged', drawDamaged());

  console.log('\nBESIDE A SLOW ONE');
  const [mine, theirs] = [
    await writePicture(folder, 'mine', await drawPhone()),
    await writePicture(folder, 'theirs', await drawSlow()),
  ];
  await tellRatio(
    'sanitised',
    () => sanitizer.sanitize(mine, 'she'),
    () => tellOutcome(sanitizer.sanitize(theirs, 'another')),
  );
  const asked = (picture: Uint8Array): OcrRequest => ({ picture, keep: [], coversAll: true });
  await tellRatio(
    'read',
    () => reader.read(asked(screen), 'she'),
    () => reader.read(asked(dense), 'another'),
  );
  await tellRatio(
    'read, beside a photograph without text',
    () => reader.read(asked(screen), 'she'),
    () => reader.read(asked(photograph), 'another'),
  );
  await tellRatio(
    'from the upload to the second look',
    async () => {
      const { reading } = await sanitizer.sanitize(mine, 'she');
      await reader.read(asked(reading.bytes), 'she');
    },
    async () => {
      const { reading } = await sanitizer.sanitize(theirs, 'another');
      await reader.read(asked(reading.bytes), 'another');
    },
  );
} finally {
  await close();
}
