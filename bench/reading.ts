import { parseArgs } from 'node:util';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { choosePictureOf, openFormOn, signUp } from '#tests/e2e/redaction.testing.ts';
import { between, chanceOf, invent, pick } from '#tests/redaction/invent.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { startSite } from '#tests/support/site.ts';
import { takeScreenshot } from '#tests/support/take-screenshot.ts';

/**
 * How much processor the editor takes from choosing a screenshot of 1080 × 2400 pixels until its words
 * are covered: all threads of the page, and four times that for a slow phone. Time by the clock
 * would measure the machine.
 */
const { values } = parseArgs({ options: { pictures: { type: 'string', default: '24' } } });
const count = Number(values.pictures);
if (!Number.isInteger(count) || count < 2)
  throw new Error('usage: reading.ts [--pictures N], 2 up');
const SLOW_PHONE = 4;
const STATES = ['Terminé', 'En attente', 'Reçu', 'Carte', 'Virement'];

const [site, browser] = await Promise.all([startSite(), openBrowser()]);
try {
  const page = await openFormOn(browser, site, await signUp(browser, site));
  const system = await browser.newBrowserCDPSession();
  const spent: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const bytes = await drawStatement(browser, index);
    const before = await rendererMs(system);
    await read(page, bytes);
    spent.push((await rendererMs(system)) - before);
  }
  const [first = 0, ...others] = spent;
  const sorted = others.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  console.log(`First picture, with the engine's start: ${line(first)}`);
  console.log(`${others.length} pictures after it: median ${line(at(0.5))}, p95 ${line(at(0.95))}`);
} finally {
  await browser.close();
  await site.stop();
}

function line(ms: number): string {
  return `${Math.round(ms)} ms of processor, ${((SLOW_PHONE * ms) / 1000).toFixed(1)} s on a phone four times as slow`;
}

/** Processor time of the pages' processes until now, workers included. */
async function rendererMs(system: CDPSession): Promise<number> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((sum, { cpuTime }) => sum + 1000 * cpuTime, 0);
}

async function read(page: Page, bytes: Buffer): Promise<void> {
  await page.evaluate(() => document.querySelector('.redact')?.setAttribute('data-before', ''));
  await choosePictureOf(page, { bytes, boxes: {} });
  await page.waitForFunction(() => {
    const words = document.querySelector<HTMLElement>('.picture[data-words]')?.dataset['words'];
    const { status } = JSON.parse(words ?? '{}') as { status: { read: string } };
    const said = document.querySelector('.redact:not([data-before]) [data-part=status]');
    return said?.textContent === status.read;
  });
}

/** A bank's page of payments, as many as fill a phone's screen. */
async function drawStatement(from: Browser, seed: number): Promise<Buffer> {
  const chance = chanceOf(seed);
  const rows = Array.from({ length: 11 }, () => {
    const amount = `${between(chance, 3, 900)},${between(chance, 10, 99)}`;
    const { first, last } = invent(chance);
    return `<div><p><b>${first} ${last}</b><br>${between(chance, 1, 28)} nov. 2026 · ${pick(chance, STATES)}</p><p>${amount} €</p></div>`;
  });
  const context = await from.newContext({
    viewport: { width: 360, height: 800 },
    deviceScaleFactor: 3,
  });
  try {
    const page = await context.newPage();
    await page.setContent(
      `<style>body{margin:0;font:15px/1.4 sans-serif;background:#f4f5f7}h1{font-size:1.1em;background:#0b57d0;color:#fff;margin:0;padding:14px}div{display:flex;justify-content:space-between;margin:0 12px;background:#fff;padding:0 12px}p{margin:8px 0}</style><h1>Clickworker</h1><p>Solde disponible</p><p style="font-size:2em">1 284,55 €</p>${rows.join('')}`,
    );
    return await takeScreenshot(page);
  } finally {
    await context.close();
  }
}
