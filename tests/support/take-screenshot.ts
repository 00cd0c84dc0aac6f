import type { Page, PageScreenshotOptions } from 'playwright-core';

/** What Chromium answers now and then to a capture that it makes when asked again. */
const TRANSIENT = 'Unable to capture screenshot';
const ATTEMPTS = 3;

/** Captures a page; asks again where Chromium refuses one capture. */
export async function takeScreenshot(page: Page, options?: PageScreenshotOptions): Promise<Buffer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await page.screenshot(options);
    } catch (error) {
      const again = error instanceof Error && error.message.includes(TRANSIENT);
      if (!again || attempt === ATTEMPTS) throw error;
    }
  }
}
