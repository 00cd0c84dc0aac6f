import { beforeAll, expect, test } from 'vitest';
import { openOcrEngine, type OcrEngine } from '#server/media/ocr/ocr-engine.ts';
import { toOcrResult } from '#server/media/ocr/ocr-result.ts';
import { scriptsOf } from '#shared/media/device-scripts.ts';
import { foldLetters } from '#shared/media/harmless-words.ts';
import { drawScreen, type ScreenLine } from '#tests/support/payment-screens.ts';

/** Screens in Arabic and Cyrillic are read too, beside what they have in Latin letters. */
let engine: OcrEngine;
beforeAll(async () => {
  engine = await openOcrEngine();
});

async function wordsOn(rows: ScreenLine[]): Promise<string[]> {
  const words = await engine.read(await drawScreen(rows));
  return words.map(({ text }) => foldLetters(text));
}

test('a Russian screen, with what stands on it in Latin letters', async () => {
  const words = await wordsOn([
    ['Платёж получен', 'Clickworker'],
    ['Статус', 'Завершён'],
    ['Сумма', '27,43 €'],
  ]);
  expect(words).toEqual(
    expect.arrayContaining(['платеж', 'получен', 'clickworker', 'статус', 'завершен', '27,43']),
  );
});

test('an Arabic screen', async () => {
  const words = await wordsOn([
    ['', 'Clickworker 27,43 €'],
    ['', 'تم استلام الدفعة'],
    ['', 'الحالة مكتمل'],
  ]);
  expect(words).toEqual(expect.arrayContaining(['clickworker', 'استلام', 'الدفعة', 'مكتمل']));
});

test('an IBAN on a Russian screen is found, a harmless state is not covered, a name is', async () => {
  const picture = await drawScreen([
    ['Платёж получен', ''],
    ['Завершён', ''],
    ['', 'FR76 3000 6000 0112 3456 7890 189'],
    ['', 'Наталья Кузнецова'],
  ]);
  const { boxes } = toOcrResult(await engine.readTurned(picture), { keep: [], coversAll: true });
  const kinds = boxes.map(({ kind }) => kind).filter((kind) => kind !== 'unread');
  expect(kinds.toSorted()).toEqual(['iban', 'name']);
});

test('the scripts of a device are those of its languages', () => {
  expect(scriptsOf(['fr', 'en-GB'])).toEqual([]);
  expect(scriptsOf(['ar-DZ', 'fr'])).toEqual(['Arabic']);
  expect(scriptsOf(['uk', 'ar', 'sr-Latn'])).toEqual(['Arabic', 'Cyrillic']);
});
