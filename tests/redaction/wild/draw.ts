import type { Browser, Page } from 'playwright-core';
import type { Box } from '#shared/media/box.ts';
import { chanceOf, pick, type Chance } from '../invent.ts';
import { inkOf, greyOf } from '../measure.ts';
import { factsOf, type WildKind } from './facts.ts';
import { LANGUAGES, type ScreenLanguage } from './labels.ts';
import { BADGE_LAYOUTS } from './layouts-badges.ts';
import { EARLIER_LAYOUTS } from './layouts-earlier.ts';
import { UNSEEN_LAYOUTS } from './layouts-unseen.ts';
import { LAYOUTS, type Layout } from './layouts.ts';
import { EARLIER_PEOPLE } from './people-earlier.ts';
import { UNSEEN_PEOPLE } from './people-unseen.ts';
import { PEOPLE, type People } from './people.ts';
import { PAYMENT_STATES } from './states.ts';
import { takeScreenshot } from '#tests/support/take-screenshot.ts';

/** `known`, `badges`: rules were tuned on them. `earlier`: held out once. `unseen`: held out. */
export const WILD_PARTS = ['known', 'badges', 'earlier', 'unseen'] as const;
export type WildPart = (typeof WILD_PARTS)[number];

type Drawn = { layouts: Readonly<Record<string, Layout>>; people: People; firstSeed: number };
const DRAWN: Readonly<Record<WildPart, Drawn>> = {
  known: { layouts: LAYOUTS, people: PEOPLE, firstSeed: 0 },
  badges: {
    layouts: BADGE_LAYOUTS,
    people: { ...PEOPLE, states: PAYMENT_STATES },
    firstSeed: 30_000,
  },
  earlier: { layouts: EARLIER_LAYOUTS, people: EARLIER_PEOPLE, firstSeed: 50_000 },
  unseen: { layouts: UNSEEN_LAYOUTS, people: UNSEEN_PEOPLE, firstSeed: 70_000 },
};

/** How a picture was taken: a screenshot, one at a slant, on its side, or a photograph of a screen. */
const SHOTS = ['plain', 'tilted', 'turned', 'photographed'] as const;
/** A phone's and a computer's screen, and a phone's picture made 390 pixels wide by a messenger. */
const DEVICES = ['phone', 'desktop', '390 px'] as const;

export type WildScreen = {
  seed: number;
  part: WildPart;
  layout: string;
  language: ScreenLanguage;
  dark: boolean;
  device: (typeof DEVICES)[number];
  shot: (typeof SHOTS)[number];
};

type Point = { x: number; y: number };
/** Something on a drawn screen: boxes of its ink before the picture was tilted or photographed. */
export type WildTruth = { kind: WildKind; text: string; boxes: Box[] };
export type WildDrawing = {
  screen: WildScreen;
  platform: string;
  /** The picture as it was drawn, where `truths` have their boxes, and as it was taken. */
  plain: Buffer;
  picture: Buffer;
  /** The size of `picture`. */
  size: { width: number; height: number };
  truths: WildTruth[];
  /** A 4 × 4 matrix by columns, from a place on `plain` to the one on `picture`. */
  matrix: number[];
};

/** The screens of a seed, one after the other through all layouts, shots taken by chance. */
export function wildScreens(seed: number, count: number, part: WildPart): WildScreen[] {
  const { layouts: drawn, firstSeed } = DRAWN[part];
  const layouts = Object.keys(drawn);
  return Array.from({ length: count }, (_, index) => {
    const own = seed * 100_000 + index + firstSeed;
    const chance = chanceOf(own);
    return {
      seed: own,
      part,
      layout: layouts[index % layouts.length] ?? '',
      language: pick(chance, LANGUAGES),
      dark: chance() < 0.4,
      device: pick(chance, ['phone', 'phone', 'desktop', '390 px']),
      shot: pick(chance, ['plain', 'plain', 'plain', 'plain', 'tilted', 'turned', 'photographed']),
    };
  });
}

export async function drawWild(browser: Browser, screen: WildScreen): Promise<WildDrawing> {
  const { layouts, people } = DRAWN[screen.part];
  const facts = factsOf(screen.seed, screen.language, people);
  const { chance } = facts;
  const layout = layouts[screen.layout];
  if (layout === undefined) throw new Error(`no layout ${screen.layout}`);
  const [width, ratio] = {
    phone: [pick(chance, [360, 384, 412]), pick(chance, [2, 2.625, 3])],
    desktop: [pick(chance, [1024, 1280]), pick(chance, [1, 1.25])],
    '390 px': [390, 1],
  }[screen.device] as [number, number];
  const context = await browser.newContext({
    viewport: { width, height: 500 },
    deviceScaleFactor: ratio,
  });
  try {
    const page = await context.newPage();
    await page.setContent(
      `<!doctype html><html lang="${screen.language}" dir="${screen.language === 'ar' ? 'rtl' : 'ltr'}"><meta charset="utf-8"><style>${styleOf(screen, chance)}</style><body>${layout(facts)}</body></html>`,
    );
    const plain = await takeScreenshot(page, { type: 'png', fullPage: true });
    const grey = await greyOf(plain);
    const truths = (await placesIn(page)).map(({ kind, text, boxes }) => ({
      kind: kind as WildKind,
      text,
      boxes: boxes
        .map(({ left, top, width: w, height: h }) =>
          inkOf(grey, {
            left: left * ratio,
            top: top * ratio,
            width: w * ratio,
            height: h * ratio,
          }),
        )
        .filter((box): box is Box => box !== null),
    }));
    const size = { width: grey.width, height: grey.height };
    const taken = await take(browser, plain, size, screen.shot, chance);
    return { screen, platform: facts.platform, plain, truths, ...taken };
  } finally {
    await context.close();
  }
}

function placesIn(page: Page): Promise<{ kind: string; text: string; boxes: Box[] }[]> {
  return page.evaluate(() =>
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
}

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** Takes the picture: unchanged, or shown on another page at a slant, on its side, in perspective. */
async function take(
  browser: Browser,
  plain: Buffer,
  { width, height }: { width: number; height: number },
  shot: WildScreen['shot'],
  chance: Chance,
): Promise<Pick<WildDrawing, 'picture' | 'size' | 'matrix'>> {
  if (shot === 'plain') return { picture: plain, size: { width, height }, matrix: IDENTITY };
  const angle = (chance() < 0.5 ? -1 : 1) * (1 + 3 * chance());
  const turn = chance() < 0.5 ? 90 : -90;
  const transform = {
    tilted: `translate(${width * 0.06}px, ${height * 0.06}px) rotate(${angle}deg)`,
    turned:
      turn === 90
        ? `translate(${height}px, 0px) rotate(90deg)`
        : `translate(0px, ${width}px) rotate(-90deg)`,
    photographed: `translate(${width * 0.06}px, ${height * 0.05}px) perspective(${3 * Math.max(width, height)}px) rotateX(${3 + 4 * chance()}deg) rotateY(${-4 + 8 * chance()}deg) rotateZ(${angle / 2}deg)`,
  }[shot];
  const viewport =
    shot === 'turned'
      ? { width: height, height: width }
      : { width: Math.round(width * 1.13), height: Math.round(height * 1.13) };
  const photo =
    'filter:blur(.6px) contrast(.85) brightness(.94);box-shadow:0 0 30px #000;background:#fff';
  const table = 'repeating-linear-gradient(92deg,#6b4f3a 0 7px,#7a5a42 7px 15px,#64482f 15px 19px)';
  const context = await browser.newContext({ viewport });
  try {
    const page = await context.newPage();
    await page.setContent(
      `<body style="margin:0;overflow:hidden;background:${shot === 'photographed' ? table : '#888'}"><img src="data:image/png;base64,${plain.toString('base64')}" style="position:absolute;left:0;top:0;width:${width}px;transform-origin:0 0;transform:${transform};${shot === 'photographed' ? photo : ''}"></body>`,
    );
    const matrix = await page.evaluate((text) => {
      const { m11, m12, m13, m14, m21, m22, m23, m24, m31, m32, m33, m34, m41, m42, m43, m44 } =
        new DOMMatrix(text);
      return [m11, m12, m13, m14, m21, m22, m23, m24, m31, m32, m33, m34, m41, m42, m43, m44];
    }, transform);
    const picture = await takeScreenshot(page, { type: 'jpeg', quality: 78 });
    return { picture, size: viewport, matrix };
  } finally {
    await context.close();
  }
}

/** Where a place on the drawn screen is on the picture. */
export function project(matrix: readonly number[], { x, y }: Point): Point {
  const at = (index: number) =>
    (matrix[index] ?? 0) * x + (matrix[4 + index] ?? 0) * y + (matrix[12 + index] ?? 0);
  return { x: at(0) / at(3), y: at(1) / at(3) };
}

const FONTS = ['Liberation Sans', 'DejaVu Sans', 'Noto Sans', 'Liberation Serif'];

function styleOf({ dark, device }: WildScreen, chance: Chance): string {
  const [page, card, ink, quiet] = dark
    ? ['#101418', '#1d2329', '#f1f3f4', '#a9b2ba']
    : ['#f4f5f7', '#ffffff', '#1b1f23', '#606a73'];
  const accent = pick(
    chance,
    dark ? ['#7ab7ff', '#8fd19e', '#ffb86b'] : ['#0b57d0', '#0a7d33', '#b3261e'],
  );
  const size = pick(chance, [14, 15, 16]);
  return `*{box-sizing:border-box}body{margin:0;background:${page};color:${ink};font:${size}px/1.45 '${pick(chance, FONTS)}',sans-serif}
.bar{background:${accent};color:${dark ? '#101418' : '#fff'};padding:14px 16px;font-weight:600;display:flex;flex-wrap:wrap;gap:8px}.end{margin-inline-start:auto;font-weight:400}
main{padding:16px;max-width:760px;margin:0 auto}h1{font-size:1.35em;margin:.4em 0}.big{font-size:2.2em;margin:.3em 0;font-weight:700}
.quiet{color:${quiet};font-size:.92em}.card{background:${card};border-radius:10px;padding:12px 14px;margin:12px 0}.center{text-align:center}.left{text-align:start}
.row{display:flex;justify-content:space-between;gap:12px;padding:7px 0;border-bottom:1px solid ${page}}.row .value{text-align:end}
.label{color:${quiet};font-size:.9em;margin:.6em 0 0}.field{border:1px solid ${quiet};border-radius:6px;padding:8px;margin:.2em 0}
.code{font:700 1.5em 'Liberation Mono',monospace;letter-spacing:.04em}.two{display:flex;justify-content:space-between;gap:20px;padding:10px}
table{width:100%;border-collapse:collapse;font-size:${device === 'desktop' ? '1em' : '.82em'}}td,th{text-align:start;padding:7px 4px}.right{text-align:end}
.face{display:inline-block;width:2.4em;height:2.4em;line-height:2.4em;text-align:center;border-radius:50%;background:${accent};color:${dark ? '#101418' : '#fff'}}
.bubble{background:${card};border-radius:14px;padding:10px 14px;max-width:88%;margin:8px 0}.when{text-align:center;color:${quiet};font-size:.8em}`;
}
