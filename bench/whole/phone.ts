import { openBrowser } from '#tests/support/browser.ts';

/** A first page load on a cheap phone: milliseconds, and compressed bytes. */
export type Phone = {
  readonly contentful: number;
  readonly interactive: number;
  readonly shift: number;
  readonly requests: number;
  readonly html: number;
  readonly styles: number;
  readonly scripts: number;
};

/** Slow 3G as browsers' tools have it: 400 kbit/s, 400 ms, and a processor six times slower. */
const SLOW = { bytesPerSecond: 50_000, latency: 400, processor: 6 } as const;

/** Opens the page without cache on a 360 px phone with a slow connection. */
export async function openOnPhone(address: string): Promise<Phone> {
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      deviceScaleFactor: 2,
      isMobile: true,
      hasTouch: true,
      locale: 'fr-FR',
    });
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: SLOW.latency,
      downloadThroughput: SLOW.bytesPerSecond,
      uploadThroughput: SLOW.bytesPerSecond,
    });
    await line.send('Emulation.setCPUThrottlingRate', { rate: SLOW.processor });
    let requests = 0;
    line.on('Network.loadingFinished', () => {
      requests += 1;
    });
    await page.addInitScript(() => {
      const seen = window as unknown as { shift: number };
      seen.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          seen.shift += (entry as unknown as { value: number }).value;
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(address, { waitUntil: 'load' });
    await page.waitForTimeout(2_000);
    const times = await page.evaluate(() => {
      const [painted] = performance.getEntriesByName('first-contentful-paint');
      const [loaded] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      const fetched = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const [styles, scripts] = [/\.css$/, /\.js$/].map((what) =>
        fetched
          .filter(({ name }) => what.test(name))
          .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
      );
      return {
        contentful: painted?.startTime ?? Number.NaN,
        // Scripts have run: they wait for the document, and it says so after them.
        interactive: loaded?.domContentLoadedEventEnd ?? Number.NaN,
        shift: (window as unknown as { shift: number }).shift,
        html: loaded?.encodedBodySize ?? Number.NaN,
        styles: styles ?? Number.NaN,
        scripts: scripts ?? Number.NaN,
      };
    });
    return { ...times, requests };
  } finally {
    await browser.close();
  }
}
