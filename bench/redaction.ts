import { writeFile, mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openEngine } from '#server/ocr/engine.ts';
import { scoreScreen, type Result } from '#tests/redaction/score.ts';
import { drawScreen, screensOf } from '#tests/redaction/screens.ts';
import { openBrowser } from '#tests/support/browser.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, keep: { type: 'string' } },
});

const browser = await openBrowser();
const reader = await openEngine();
const results: (Result & { name: string })[] = [];
const areas: number[] = [];
let milliseconds = 0;
try {
  for (const screen of screensOf(Number(values.seed))) {
    const drawing = await drawScreen(browser, screen);
    const start = performance.now();
    const words = await reader.read(drawing.picture);
    milliseconds += performance.now() - start;
    const score = await scoreScreen(drawing, words);
    const name = `${screen.template} ${screen.language} ${screen.dark ? 'dark' : 'light'} ${screen.phone ? 'phone' : 'desktop'}`;
    results.push(...score.results.map((result) => ({ ...result, name })));
    areas.push(score.area);
    if (values.keep !== undefined) {
      await mkdir(values.keep, { recursive: true });
      const file = `${values.keep}/${name.replaceAll(' ', '-')}`;
      await writeFile(`${file}.img`, drawing.picture);
      await writeFile(`${file}.json`, JSON.stringify({ screen, truths: drawing.truths, words }));
    }
  }
} finally {
  await browser.close();
  await reader.close();
}

const share = (part: number, all: number) =>
  all === 0 ? '–' : `${((100 * part) / all).toFixed(1)} %`;
const kinds = [...new Set(results.map(({ kind }) => kind))];
const templates = [...new Set(results.map(({ template }) => template))];
console.log(`${areas.length} screens, ${Math.round(milliseconds / areas.length)} ms a screen`);
for (const kind of kinds) {
  const of = results.filter((result) => result.kind === kind);
  const kept = kind === 'whole' || kind === 'month';
  const cells = templates.map((template) => {
    const here = of.filter((result) => result.template === template);
    return `${here.filter((r) => (kept ? r.hidden : r.covered)).length}/${here.length}`;
  });
  const count = of.filter((r) => (kept ? r.hidden : r.covered)).length;
  console.log(
    [
      kind.padEnd(12),
      `${count}/${of.length}`.padEnd(9),
      share(count, of.length).padEnd(8),
      ...cells.map((c) => c.padEnd(7)),
    ].join(' '),
  );
}
console.log(
  `area covered: ${share(
    areas.reduce((sum, area) => sum + area, 0),
    areas.length,
  )}`,
);
for (const result of results) {
  const kept = result.kind === 'whole' || result.kind === 'month';
  if (kept ? result.hidden : !result.covered)
    console.log(`${kept ? 'hid' : 'missed'} ${result.kind} "${result.text}" ${result.name}`);
}
