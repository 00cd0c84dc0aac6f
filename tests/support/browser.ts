import { chromium, type Browser, type BrowserContext, type Locator } from 'playwright-core';
import { HANG_MS } from './hang-timeout.ts';

/** Disables update checks and sync, which would try to reach the network. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The one of the environment, else the distribution's. */
export const CHROMIUM = process.env['CHROMIUM'] || '/usr/bin/chromium';

/** Starts a headless Chromium; `more` are additional flags. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...CHROMIUM_FLAGS, ...more],
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(HANG_MS);
    return context;
  };
  return browser;
}

/**
 * Starts a Chromium with a profile of its own, in `folder`: contexts of other browsers are private
 * windows, in which nothing can be installed. `extension` is the folder of an unpacked extension.
 */
export function openProfile(
  folder: string,
  { extension, flags = [] }: { extension?: string; flags?: readonly string[] } = {},
): Promise<BrowserContext> {
  const loading =
    extension === undefined
      ? []
      : [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`];
  return chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM,
    args: [...CHROMIUM_FLAGS, ...loading, ...flags],
    ...(extension === undefined ? {} : { ignoreDefaultArgs: ['--disable-extensions'] }),
  });
}

/** A page with a phone's viewport, 360 px wide, with or without JavaScript. */
export function openPhone(
  browser: Browser,
  options: { script?: boolean; language?: 'fr' | 'en'; dark?: boolean; touch?: boolean } = {},
): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 360, height: 740 },
    javaScriptEnabled: options.script ?? true,
    locale: options.language === 'en' ? 'en-GB' : 'fr-FR',
    colorScheme: options.dark === true ? 'dark' : 'light',
    hasTouch: options.touch ?? false,
  });
}

/** Whether a whole element is on the screen, without scrolling. */
export async function isInSight(element: Locator): Promise<boolean> {
  const box = await element.boundingBox();
  const screen = element.page().viewportSize();
  return box !== null && screen !== null && box.y >= 0 && box.y + box.height <= screen.height;
}

export type Box = { x: number; y: number; width: number; height: number };

/** Where an element is in the viewport. @throws when it is not rendered. */
export async function placeOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('not in sight');
  return box;
}

/** Where it is within another element, wherever the page is scrolled to. */
export async function placeWithin(outer: Locator, inner: Locator): Promise<Box> {
  const [around, place] = [await placeOf(outer), await placeOf(inner)];
  return { ...place, x: place.x - around.x, y: place.y - around.y };
}
