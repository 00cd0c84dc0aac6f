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

const wordAt = (text: string, left: number, width: number, confidence: number): OcrWord => ({
  text,
  confidence,
  line: 9,
  box: { left, top: 300, width, height: 20 },
});

/** What is left of one line, under two names that were read well in Latin script. */
async function readLine(line: Partial<Record<OcrScript, readonly OcrWord[]>>): Promise<OcrWord[]> {
  const names = wordsOf([
    ['Quintana', 90],
    ['Villalobos', 90],
  ]);
  const [reading] = await readInScripts(
    PICTURE,
    (_, script) => Promise.resolve([...(script === 'Latin' ? names : []), ...(line[script] ?? [])]),
    { turns: [0] },
  );
  return reading?.words.slice(names.length) ?? [];
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

  test('the script of which a word is known is merged, where a first one had names alone', async () => {
    const { scripts, texts } = await readAll({
      Latin: [
        ['Quintana', 90],
        ['Villalobos', 90],
        ['Jaiso', 30],
      ],
      Cyrillic: [
        ['ьь', 20],
        ['Лебедев', 40],
        ['АлдАЛ', 71],
      ],
      Arabic: [
        ['ا', 20],
        ['ا', 20],
        ['مكتمل', 90],
      ],
    });
    expect(scripts).toEqual(['Latin', 'Cyrillic', 'Arabic']);
    expect(texts).toEqual(['Quintana', 'Villalobos', 'مكتمل'].toSorted());
  });

  test.each([
    ['a short number that is doubted, beside none, gives way to a known word', '18', 39, 'قيد'],
    ['one that is read with confidence stays', '18', 75, '18'],
    ['a longer one stays', '1842', 39, '1842'],
  ])('%s', async (_, number, confidence, kept) => {
    const { texts } = await readAll({
      Latin: [
        ['Quintana', 90],
        ['Villalobos', 90],
        [number, confidence],
        ['Jaiso', 30],
      ],
      Arabic: [
        ['ا', 20],
        ['ا', 20],
        ['قيد', 92],
        ['مكتمل', 90],
      ],
    });
    expect(texts).toEqual(['Quintana', 'Villalobos', kept, 'مكتمل'].toSorted());
  });

  test('a group of a longer number stays', async () => {
    const reading = await readLine({
      Latin: [wordAt('612', 20, 30, 39), wordAt('34', 60, 30, 39)],
      Arabic: [wordAt('قيد', 60, 30, 92), wordAt('مكتمل', 300, 60, 92)],
    });
    expect(reading.map(({ text }) => text)).toEqual(['612', '34', 'مكتمل']);
  });

  test('a currency stays, and the word beside it ends before it', async () => {
    const reading = await readLine({
      Latin: [wordAt('oiSo', 20, 70, 35), wordAt('€', 110, 14, 48)],
      Arabic: [wordAt('مكتمل', 20, 104, 87)],
    });
    expect(reading.map(({ text, box }) => [text, box.left + box.width])).toEqual([
      ['€', 124],
      ['مكتمل', 110],
    ]);
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
