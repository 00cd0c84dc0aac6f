import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSanitizer } from '#server/media/files/sanitizer.ts';
import type { FingerprintedImage } from '#server/media/files/sanitized-image.ts';
import { coverByDefault } from '#tests/recycled/cover-by-default.ts';
import { TRANSFORMS } from '#tests/recycled/transforms.ts';
import { drawScreen, screensOf } from '#tests/redaction/screens.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { formatReport, type Sample } from './recycled-table.ts';

/**
 * Draws payments of many people on the same templates and devices, covers them by default, sends those
 * of the first people again in many ways, and compares every picture with those of other payments.
 */
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '21' },
    copied: { type: 'string', default: '3' },
    templates: { type: 'string', default: '8' },
    save: { type: 'string' },
    load: { type: 'string' },
  },
});
/** Payments of the first person on each template: her growing history. */
const HISTORY = 4;

const samples =
  values.load === undefined
    ? await draw(Number(values.people), Number(values.copied), Number(values.templates))
    : (JSON.parse(readFileSync(values.load, 'utf8')) as Sample[]);
if (values.save !== undefined) writeFileSync(values.save, JSON.stringify(samples));
console.log(formatReport(samples));

async function draw(people: number, copied: number, templates: number): Promise<Sample[]> {
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-recycled-'));
  const sanitizer = createSanitizer({
    temporaryFolder: folder,
    workerPath: join(process.cwd(), 'server', 'media', 'files', 'sanitizer-worker.ts'),
    execArgv: ['--import', 'tsx'],
  });
  const browser = await openBrowser();
  const publish = async (picture: Buffer): Promise<FingerprintedImage> => {
    const path = join(folder, 'picture');
    writeFileSync(path, picture);
    return sanitizer.sanitize(path);
  };

  const made: Sample[] = [];
  try {
    const names = [...new Set(screensOf(1).map(({ template }) => template))].slice(0, templates);
    const screens = screensOf(1).filter(
      ({ language, dark, template }) => language === 'fr' && !dark && names.includes(template),
    );
    for (const screen of screens) {
      const { template, phone } = screen;
      const payments = [
        ...Array.from({ length: people }, (_, member) => ({ member, payment: member })),
        ...Array.from({ length: HISTORY - 1 }, (_, index) => ({
          member: 0,
          payment: people + index,
        })),
      ];
      for (const { member, payment } of payments) {
        const person = 10_000 + member;
        const drawing = await drawScreen(
          browser,
          payment === member ? { ...screen, person } : { ...screen, person, payment },
        );
        const { reading, marks: seen } = await publish(await coverByDefault(drawing));
        made.push({ template, phone, member, payment, transform: null, seen });
        if (payment >= copied) continue;
        for (const [transform, change] of Object.entries(TRANSFORMS)) {
          const { marks } = await publish(await change(reading.bytes));
          made.push({ template, phone, member, payment, transform, seen: marks });
        }
      }
    }
  } finally {
    await browser.close();
    await sanitizer.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return made;
}
