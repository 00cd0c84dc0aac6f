import type { Browser, Page } from 'playwright-core';
import {
  bankTransfer,
  cardReceipt,
  payoutSettings,
  platformPayments,
  walletReceipt,
} from './accounts.ts';
import { chanceOf, invent, paymentOf, pick, type Chance, type Invented } from './invent.ts';
import type { TruthKind, Writing } from './marks.ts';
import { ariaryMessages, francMessages, paymentLetter } from './messages.ts';
import type { OcrWord } from '#shared/media/ocr-words.ts';
import type { Box } from '#shared/media/box.ts';
import { takeScreenshot } from '#tests/support/take-screenshot.ts';

const TEMPLATES: Readonly<Record<string, (data: Invented, writing: Writing) => string>> = {
  'wallet receipt': walletReceipt,
  'bank transfer': bankTransfer,
  'platform payments': platformPayments,
  'payout settings': payoutSettings,
  'card receipt': cardReceipt,
  'payment letter': paymentLetter,
  'SMS in ariary': ariaryMessages,
  'SMS in CFA francs': francMessages,
};

/** One payment screen to draw. */
export type Screen = {
  template: string;
  language: 'fr' | 'en';
  dark: boolean;
  phone: boolean;
  seed: number;
  /** Another person on the same device: the seed of that person alone. */
  person?: number;
  /** Another payment of the same person: the seed of that payment alone. */
  payment?: number;
};

/** Something on a drawn screen, with its place in pixels of the picture: one box for each line. */
export type Truth = { kind: TruthKind; text: string; boxes: Box[] };

/** A drawn screen, and its words as a faultless reading has them: boxes of their line of text. */
export type Drawing = { screen: Screen; picture: Buffer; truths: Truth[]; words: OcrWord[] };

/** Every template in French and English, light and dark, on a phone and on a desktop: 64 screens. */
export function screensOf(seed: number): Screen[] {
  const yesNo = [false, true];
  return Object.keys(TEMPLATES).flatMap((template, number) =>
    (['fr', 'en'] as const).flatMap((language) =>
      yesNo.flatMap((dark) =>
        yesNo.map((phone) => ({
          template,
          language,
          dark,
          phone,
          seed:
            seed * 1000 +
            number * 8 +
            Number(language === 'en') * 4 +
            Number(dark) * 2 +
            Number(phone),
        })),
      ),
    ),
  );
}

const FONTS = ['Liberation Sans', 'DejaVu Sans', 'Nimbus Sans', 'Liberation Sans'];

/** Draws a screen in a browser and reads from the page where everything is. */
export async function drawScreen(browser: Browser, screen: Screen): Promise<Drawing> {
  const chance = chanceOf(screen.seed);
  const drawn = invent(chance);
  const person = screen.person === undefined ? drawn : invent(chanceOf(screen.person));
  const data =
    screen.payment === undefined
      ? person
      : { ...person, ...paymentOf(invent(chanceOf(screen.payment))) };
  const ratio = screen.phone ? pick(chance, [1.5, 2, 2.625, 3]) : pick(chance, [1, 1, 1.25]);
  const width = screen.phone ? pick(chance, [360, 384, 412]) : pick(chance, [1024, 1280, 1536]);
  const context = await browser.newContext({
    viewport: { width, height: screen.phone ? 700 : 640 },
    deviceScaleFactor: ratio,
  });
  try {
    const page = await context.newPage();
    await page.setContent(pageOf(screen, data, chance));
    const asJpeg = chance() < 0.4;
    const picture = await takeScreenshot(
      page,
      asJpeg ? { type: 'jpeg', quality: 72, fullPage: true } : { type: 'png', fullPage: true },
    );
    const found = await page.evaluate(() =>
      [...document.querySelectorAll('[data-truth]')].map((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return {
          kind: element.getAttribute('data-truth') ?? '',
          text: element.textContent,
          boxes: [...range.getClientRects()].map(({ left, top, width, height }) => ({
            left,
            top: top + window.scrollY,
            width,
            height,
          })),
        };
      }),
    );
    const words = await wordsIn(page);
    const scaled = (box: Box): Box => ({
      left: box.left * ratio,
      top: box.top * ratio,
      width: box.width * ratio,
      height: box.height * ratio,
    });
    const truths = found.map(({ kind, text, boxes }) => ({
      kind: kind as TruthKind,
      text,
      boxes: boxes.map(scaled),
    }));
    return {
      screen,
      picture,
      truths,
      words: words.map((word) => ({ ...word, box: scaled(word.box) })),
    };
  } finally {
    await context.close();
  }
}

/** The words of a page with the boxes of their lines, in CSS pixels. */
function wordsIn(page: Page): Promise<OcrWord[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const words: { text: string; box: Box; line: number }[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      for (const { 0: text, index } of (node.textContent ?? '').matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + text.length);
        const { left, top, width, height } = range.getBoundingClientRect();
        const box = { left, top: top + window.scrollY, width, height };
        words.push({ text, box, line: Math.round(top + height) });
      }
    }
    return words;
  });
}

function pageOf(screen: Screen, data: Invented, chance: Chance): string {
  const writing: Writing = {
    language: screen.language,
    say: (french, english) => (screen.language === 'fr' ? french : english),
  };
  const body = TEMPLATES[screen.template]?.(data, writing) ?? '';
  return `<!doctype html><html lang="${screen.language}"><meta charset="utf-8"><style>${styleOf(screen, chance)}</style><body>${body}</body></html>`;
}

function styleOf({ dark, phone }: Screen, chance: Chance): string {
  const [page, card, ink, quiet] = dark
    ? ['#101418', '#1d2329', '#f1f3f4', '#a9b2ba']
    : ['#f4f5f7', '#ffffff', '#1b1f23', '#606a73'];
  const accent = pick(
    chance,
    dark ? ['#7ab7ff', '#8fd19e', '#ffb86b'] : ['#0b57d0', '#0a7d33', '#b3261e'],
  );
  const size = phone ? pick(chance, [14, 15, 16]) : pick(chance, [14, 15, 16]);
  return `*{box-sizing:border-box}body{margin:0;background:${page};color:${ink};font:${size}px/1.45 '${pick(chance, FONTS)}',sans-serif}
.bar{background:${accent};color:${dark ? '#101418' : '#fff'};padding:14px 16px;font-weight:600;display:flex;flex-wrap:wrap}.end{margin-left:auto;font-weight:400}
main{padding:16px;max-width:760px;margin:0 auto}h1{font-size:1.35em;margin:.4em 0}.big{font-size:2.2em;margin:.3em 0;font-weight:700}
.quiet{color:${quiet};font-size:.92em}.card{background:${card};border-radius:10px;padding:12px 14px;margin:12px 0}.narrow{max-width:340px}
.row{display:flex;justify-content:space-between;gap:12px;padding:7px 0;border-bottom:1px solid ${page}}.row .value{text-align:right}
.label{color:${quiet};font-size:.9em}.stack{padding:6px 0}table{width:100%;border-collapse:collapse;font-size:${phone ? '.82em' : '1em'}}td,th{text-align:left;padding:7px 4px}.right{text-align:right}
.button{background:${accent};color:${dark ? '#101418' : '#fff'};text-align:center;border-radius:20px;padding:10px;max-width:320px}
.bubble{background:${card};border-radius:14px;padding:10px 14px;max-width:${phone ? '88%' : '520px'};margin:8px 0}.when{text-align:center;color:${quiet};font-size:.8em}`;
}
