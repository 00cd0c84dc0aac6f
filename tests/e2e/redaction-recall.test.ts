import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOcrEngine, type OcrEngine } from '#server/media/ocr/ocr-engine.ts';
import type { TruthKind } from '#tests/redaction/marks.ts';
import { scoreScreen, type Result } from '#tests/redaction/score.ts';
import { drawScreen, screensOf } from '#tests/redaction/screens.ts';
import { drawWild, wildScreens } from '#tests/redaction/wild/draw.ts';
import {
  READABLE_LOSS,
  READABLE_REST,
  coversOnDevice,
  TRIED_TURNS,
  scoreWild,
  type WildResult,
} from '#tests/redaction/wild/score.ts';
import { openBrowser } from '#tests/support/browser.ts';

/**
 * What is personal on a payment screen gets covered: invented screens are drawn, read and covered
 * as a member's would be by the default steps.
 */

const SEED = 1;
/** Of the eight forms of each template, three that differ from those of the template before. */
const FORMS = [0, 3, 5];
const PERSONAL: readonly TruthKind[] = [
  'iban',
  'card',
  'masked-card',
  'email',
  'phone',
  'identifier',
  'name',
];
const MIN_READABLE = 0.95;

const screens = screensOf(SEED).filter((_, index) =>
  FORMS.some((form) => (form + Math.floor(index / 8)) % 8 === index % 8),
);
const templates = [...new Set(screens.map(({ template }) => template))];
/** A part of the screens that `npm run bench:redaction` draws; OCR reads Latin script only. */
const wild = wildScreens(SEED, 24, 'known');
const LATIN = new Set(['fr', 'en', 'es', 'pt', 'de', 'it']);

let browser: Browser;
let engine: OcrEngine;
beforeAll(async () => {
  [browser, engine] = await Promise.all([openBrowser(), openOcrEngine()]);
});
afterAll(async () => {
  await browser.close();
});

describe('payment screens', () => {
  test.each(templates)('nothing personal stays in sight: %s', async (template) => {
    const results: Result[] = [];
    for (const screen of screens.filter((other) => other.template === template)) {
      const drawing = await drawScreen(browser, screen);
      results.push(...(await scoreScreen(drawing, await engine.read(drawing.picture))));
    }
    const personal = results.filter(({ kind }) => PERSONAL.includes(kind));
    const bare = personal.filter(({ covered }) => !covered).map(({ kind, text }) => [kind, text]);
    expect(personal.length).toBeGreaterThan(0);
    expect(bare).toEqual([]);
  });

  test('there are 24 of them, in both languages, light and dark, on phones and desktops', () => {
    const forms = new Set(
      screens.map(({ language, dark, phone }) => `${language} ${dark} ${phone}`),
    );
    expect([screens.length, templates.length, forms.size]).toEqual([24, 8, 8]);
  });
});

describe('screens that the rules have no cue for', () => {
  const results: WildResult[] = [];

  test.each(wild.map((screen) => ({ ...screen })))(
    'nothing personal stays in sight: $layout, $language, $device, $shot, seed $seed',
    async (screen) => {
      const drawing = await drawWild(browser, screen);
      const read = await engine.readTurned(drawing.picture, TRIED_TURNS);
      const mine = await scoreWild(drawing, coversOnDevice(drawing, read));
      results.push(...mine);
      const bare = mine.filter((result) => !isKept(result) && result.bare > READABLE_REST);
      expect(bare.map(({ kind, text }) => [kind, text])).toEqual([]);
    },
  );

  test('platform and state stay readable in upright pictures in Latin script', () => {
    const kept = results.filter(
      (result) =>
        isKept(result) && result.screen.shot !== 'turned' && LATIN.has(result.screen.language),
    );
    const readable = kept.filter(({ bareMin }) => bareMin >= 1 - READABLE_LOSS);
    expect(kept.length).toBeGreaterThanOrEqual(20);
    expect(readable.length / kept.length).toBeGreaterThanOrEqual(MIN_READABLE);
  });

  test('the bench prints its table', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      'node_modules/tsx/dist/cli.mjs',
      'bench/redaction.ts',
      '--screens',
      '1',
    ]);
    expect(stdout).toContain('1 screens (known), seed 1');
    expect(stdout).toContain('Pictures with a personal word left readable: 0 of 1');
  });
});

function isKept({ kind }: WildResult): boolean {
  return kind === 'platform' || kind === 'state';
}
