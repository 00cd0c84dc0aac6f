import { describe, expect, test } from 'vitest';
import type { OcrScript } from './ocr-settings.ts';
import type { OcrWord } from './ocr-words.ts';
import { readInScripts } from './read-in-scripts.ts';

const PICTURE = { data: new Uint8Array(400 * 400).fill(255), width: 400, height: 400 };

type Read = readonly (readonly [text: string, confidence: number])[];

/** One word a line. */
const wordsOf = (read: Read): OcrWord[] =>
  read.map(([text, confidence], line) => ({
    text,
    confidence,
    line,
    box: { left: 20, top: 40 * line, width: 200, height: 20 },
  }));

/** What is left of the readings in each script, and in which scripts the picture was read. */
async function readAll(readings: Partial<Record<OcrScript, Read>>) {
  const scripts: OcrScript[] = [];
  const [reading] = await readInScripts(
    PICTURE,
    (_, script) => {
      scripts.push(script);
      return Promise.resolve(wordsOf(readings[script] ?? []));
    },
    { turns: [0] },
  );
  return { scripts, texts: reading?.words.map(({ text }) => text).toSorted() };
}

describe('a picture in another script than Latin', () => {
  test('a known word wins over Latin letters that were read with more confidence', async () => {
    const { texts } = await readAll({
      Latin: [
        ['Harriet', 92],
        ['06pa6oTke', 91],
        ['Mnarëx', 40],
      ],
      Cyrillic: [
        ['Нагг', 50],
        ['обработке', 75],
        ['Платеж', 91],
      ],
    });
    expect(texts).toEqual(['Harriet', 'Платеж', 'обработке'].toSorted());
  });

  test('a number stays as it was read in Latin script', async () => {
    const { texts } = await readAll({
      Latin: [
        ['5131907600027020', 40],
        ['nonyueH', 20],
        ['Harriet', 92],
        ['Ashworth', 92],
      ],
      Cyrillic: [
        ['получен', 92],
        ['завершен', 91],
      ],
    });
    expect(texts).toContain('5131907600027020');
  });

  test('one in Latin script is read once', async () => {
    const { scripts } = await readAll({
      Latin: [
        ['Paiement', 90],
        ['reçu', 90],
        ['quorblat', 20],
      ],
    });
    expect(scripts).toEqual(['Latin']);
  });
});
