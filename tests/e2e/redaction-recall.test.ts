import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOcrEngine, type OcrEngine } from '#server/media/ocr/ocr-engine.ts';
import type { TruthKind } from '#tests/redaction/marks.ts';
import { scoreScreen, type Result } from '#tests/redaction/score.ts';
import { drawScreen, screensOf, type Screen } from '#tests/redaction/screens.ts';
import { openBrowser } from '#tests/support/browser.ts';

/**
 * What is personal on a payment screen gets covered: invented screens are drawn, read and covered
 * as a member's would be. A part of the screens that `npm run bench:redaction` goes through.
 */

const SEED = 1;
/** Of the eight forms of each template, three that differ from those of the template before. */
const FORMS = [0, 3, 5];
const MIN_SHARE = 0.95;

const screens = screensOf(SEED).filter((_, index) =>
  FORMS.some((form) => (form + Math.floor(index / 8)) % 8 === index % 8),
);
const templates = [...new Set(screens.map(({ template }) => template))];
const results: Result[] = [];

let browser: Browser;
let engine: OcrEngine;
beforeAll(async () => {
  [browser, engine] = await Promise.all([openBrowser(), openOcrEngine()]);
});
afterAll(async () => {
  await browser.close();
  await engine.close();
});

async function scoreOf(screen: Screen): Promise<Result[]> {
  const drawing = await drawScreen(browser, screen);
  return (await scoreScreen(drawing, await engine.read(drawing.picture))).results;
}

describe('payment screens', () => {
  test.each(templates)('every IBAN and card, no amount: %s', async (template) => {
    const mine: Result[] = [];
    for (const screen of screens.filter((other) => other.template === template)) {
      mine.push(...(await scoreOf(screen)));
    }
    results.push(...mine);
    const bare = mine.filter(({ kind, covered }) => ['iban', 'card'].includes(kind) && !covered);
    const lost = mine.filter(({ kind, hidden }) => ['whole', 'month'].includes(kind) && hidden);
    expect({ bare, lost }).toEqual({ bare: [], lost: [] });
  });

  test.each<TruthKind>(['email', 'phone', 'identifier', 'name'])(
    'nearly all of what else is personal: %s',
    (kind) => {
      const of = results.filter((result) => result.kind === kind);
      const bare = of.filter(({ covered }) => !covered).map(({ text }) => text);
      expect(of.length).toBeGreaterThanOrEqual(15);
      expect(1 - bare.length / of.length, bare.join(', ')).toBeGreaterThanOrEqual(MIN_SHARE);
    },
  );

  test('the bench prints its table', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      'node_modules/tsx/dist/cli.mjs',
      'bench/redaction.ts',
      '--screens',
      '1',
    ]);
    expect(stdout).toContain('1 screens, seed 1');
    expect(stdout).toMatch(/^email +100\.0 % +2\/2/m);
  });

  test('there are 24 of them, in both languages, light and dark, on phones and desktops', () => {
    const forms = new Set(
      screens.map(({ language, dark, phone }) => `${language} ${dark} ${phone}`),
    );
    expect([screens.length, templates.length, forms.size]).toEqual([24, 8, 8]);
  });
});
