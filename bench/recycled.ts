import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSanitizer } from '#server/media/files/sanitizer.ts';
import { openOcrEngine } from '#server/media/ocr/ocr-engine.ts';
import { findCovers } from '#shared/media/redaction.ts';
import type { PixelFingerprints } from '#server/media/files/sanitizer-messages.ts';
import { TRANSFORMS } from '#tests/recycled/transforms.ts';
import { drawScreen, screensOf } from '#tests/redaction/screens.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { formatReport, type Sample } from './recycled-table.ts';

/**
 * Resubmits invented payment screens with common transformations, and compares every picture with
 * those of other payments; with and without the proposed covers.
 */
const { values } = parseArgs({
  options: {
    payments: { type: 'string', default: '3' },
    templates: { type: 'string', default: '8' },
    save: { type: 'string' },
    load: { type: 'string' },
  },
});

const samples =
  values.load === undefined
    ? await draw(Number(values.payments), Number(values.templates))
    : (JSON.parse(readFileSync(values.load, 'utf8')) as Sample[]);
if (values.save !== undefined) writeFileSync(values.save, JSON.stringify(samples));
console.log(formatReport(samples));

async function draw(payments: number, templates: number): Promise<Sample[]> {
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-recycled-'));
  const sanitizer = createSanitizer({
    temporaryFolder: folder,
    workerPath: join(process.cwd(), 'server', 'media', 'files', 'sanitizer-worker.ts'),
    execArgv: ['--import', 'tsx'],
  });
  const browser = await openBrowser();
  const engine = await openOcrEngine();

  const publish = async (picture: Buffer): Promise<PixelFingerprints & { reading: Buffer }> => {
    const path = join(folder, 'picture');
    writeFileSync(path, picture);
    const { reading, marks } = await sanitizer.sanitize(path);
    return { ...marks, reading: reading.bytes };
  };
  const cover = async (picture: Buffer): Promise<Buffer> => {
    const path = join(folder, 'picture');
    writeFileSync(path, picture);
    const { reading } = await sanitizer.sanitize(path);
    const places = findCovers(await engine.read(reading.bytes)).map(({ box }) => box);
    return (await sanitizer.cover(reading.bytes, places)).reading.bytes;
  };

  const made: Sample[] = [];
  try {
    for (let payment = 1; payment <= payments; payment += 1) {
      const names = [...new Set(screensOf(1).map(({ template }) => template))].slice(0, templates);
      const screens = screensOf(payment).filter(
        ({ language, dark, template }) => language === 'fr' && !dark && names.includes(template),
      );
      for (const screen of screens) {
        const { picture } = await drawScreen(browser, screen);
        const others =
          payment > 1
            ? []
            : await Promise.all(
                [1, 2].map((next) =>
                  drawScreen(browser, { ...screen, payment: screen.seed * 1000 + next }),
                ),
              );
        for (const covered of [false, true]) {
          const what = { template: screen.template, phone: screen.phone, covered, member: payment };
          for (const [index, other] of others.entries()) {
            const drawn = covered ? await cover(other.picture) : other.picture;
            const { reading: _reading, ...seen } = await publish(drawn);
            made.push({ ...what, payment: payments + 1 + index, transform: null, seen });
          }
          const first = await publish(covered ? await cover(picture) : picture);
          const { reading, ...seen } = first;
          made.push({ ...what, payment, transform: null, seen });
          if (payment > 1) continue;
          for (const [transform, change] of Object.entries(TRANSFORMS)) {
            const { reading: _reading, ...again } = await publish(await change(reading));
            made.push({ ...what, payment, transform, seen: again });
          }
        }
      }
    }
  } finally {
    await browser.close();
    await engine.close();
    await sanitizer.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return made;
}
