import { parseArgs } from 'node:util';
import type { BarJitter } from '#shared/media/cover-bars.ts';
import { barsOver, wordsOutside } from '#shared/media/find-covers-of-picture.ts';
import type { OcrReading } from '#shared/media/ocr-reading.ts';
import type { OcrWord } from '#shared/media/ocr-words.ts';
import { clampedBox, isWithin, type Box } from '#shared/media/box.ts';
import { findCovers } from '#shared/media/redaction.ts';
import { chanceOf, type Chance } from '#tests/redaction/invent.ts';
import { greyOf, inkOf } from '#tests/redaction/measure.ts';
import { drawScreen, screensOf, type Screen } from '#tests/redaction/screens.ts';
import { openBrowser } from '#tests/support/browser.ts';

/**
 * How many of the people whom a platform paid could be the one on a covered picture, for whoever can
 * draw the same page with each of them. Words are those of the page, as a faultless reading has them.
 */
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '12' },
    templates: { type: 'string', default: '8' },
  },
});
const people = Number(values.people);

/** A drawn candidate: what she would leave readable, and what would be covered. */
type Candidate = {
  reading: OcrReading;
  readable: OcrWord[];
  covers: Box[];
};
/** 1 for each pixel that is painted over. */
type Mask = Uint8Array;

const fixed = (ends: number, rises: number): BarJitter => ({ ends: [ends], rises: [rises] });
const drawn = (chance: Chance): BarJitter => {
  const draw = (): number[] => Array.from({ length: 256 }, chance);
  return { ends: draw(), rises: draw() };
};

function maskOf(boxes: readonly Box[], { width, height }: OcrReading): Mask {
  const mask = new Uint8Array(width * height);
  for (const box of boxes) {
    const { left, top, right, bottom } = clampedBox(box, width, height);
    for (let y = top; y < bottom; y += 1) {
      if (right > left) mask.fill(1, y * width + left, y * width + right);
    }
  }
  return mask;
}

/** What the bars of a candidate cover at least, and at most, whatever was drawn for their ends. */
function barMasks({ covers, reading }: Candidate): [least: Mask, most: Mask] {
  return [fixed(1, 0), fixed(0, 1)].map((jitter) =>
    maskOf(barsOver(covers, reading, jitter), reading),
  ) as [Mask, Mask];
}

const isPart = (inner: Mask, outer: Mask): boolean =>
  inner.length === outer.length && inner.every((pixel, index) => pixel <= (outer[index] ?? 0));

function hasSameWords(a: Candidate, b: Candidate): boolean {
  return (
    a.readable.length === b.readable.length &&
    a.readable.every((word, index) => {
      const other = b.readable[index];
      return other?.text === word.text && isWithin(word.box, other.box, 1);
    })
  );
}

async function draw(screen: Screen): Promise<Candidate> {
  const { picture, words } = await drawScreen(browser, screen);
  const grey = await greyOf(picture);
  const inked = words.flatMap((word) => {
    const box = inkOf(grey, word.box);
    return box === null ? [] : [{ ...word, box }];
  });
  const covers = findCovers(inked);
  return {
    reading: { words: inked, turn: 0, width: grey.width, height: grey.height },
    readable: wordsOutside(inked, covers),
    covers: covers.map(({ box }) => box),
  };
}

const mean = (numbers: readonly number[]): string =>
  (numbers.reduce((sum, count) => sum + count, 0) / numbers.length).toFixed(1);

const browser = await openBrowser();
const chance = chanceOf(1);
const all: [words: number, widths: number, bars: number][] = [];
const report = (name: string, rows: typeof all): void => {
  const [words, widths, bars] = [0, 1, 2].map((at) => mean(rows.map((row) => row[at] ?? 0)));
  console.log(
    `${name.padEnd(28)} readable words alone ${words}, covers as wide as words ${widths}, bars ${bars}`,
  );
};
try {
  const names = [...new Set(screensOf(1).map(({ template }) => template))];
  const screens = screensOf(1).filter(
    ({ language, dark, template }) =>
      language === 'fr' && !dark && names.slice(0, Number(values.templates)).includes(template),
  );
  console.log(`Of ${people} people, still possible:`);
  for (const screen of screens) {
    const candidates: Candidate[] = [];
    for (let person = 0; person < people; person += 1) {
      candidates.push(await draw({ ...screen, person: 20_000 + person }));
    }
    const tight = candidates.map(({ covers, reading }) => maskOf(covers, reading));
    const possible = candidates.map(barMasks);
    const rows = candidates.map((one, index): [number, number, number] => {
      const alike = candidates.map((other) => hasSameWords(one, other));
      const seen = maskOf(barsOver(one.covers, one.reading, drawn(chance)), one.reading);
      const own = tight[index] ?? seen;
      const count = (isLeft: (at: number) => boolean): number =>
        alike.filter((same, at) => same && isLeft(at)).length;
      return [
        count(() => true),
        count((at) => isPart(own, tight[at] ?? own) && isPart(tight[at] ?? own, own)),
        count((at) => {
          const [least, most] = possible[at] ?? [seen, seen];
          return isPart(least, seen) && isPart(seen, most);
        }),
      ];
    });
    all.push(...rows);
    report(`${screen.template}, ${screen.phone ? 'phone' : 'desktop'}`, rows);
  }
  report('all', all);
} finally {
  await browser.close();
}
