import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/** The home page of a member on a phone: what she is owed comes first, and is answered by one tap. */

let postgres: Awaited<ReturnType<typeof startServer>>;
let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
  postgres = await startServer();
  await postgres.createDatabase('demo');
  site = await startSite({
    args: ['--demo'],
    environment: { DATABASE_URL: `${postgres.url}/demo` },
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await postgres?.stop();
});

async function signIn(script: boolean): Promise<Page> {
  const [, pseudonym = '', password = ''] =
    /Sign in as (\S+) or .* password (\S+)/.exec(site.output()) ?? [];
  const page = await (await openPhone(browser, { script })).newPage();
  await page.goto(`${site.url}/fr/connexion`);
  await page.locator('[name=pseudonym]').fill(pseudonym);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form:not(.find) button[type=submit]').click();
  await page.locator('header').getByRole('link', { name: 'Mes nouvelles' }).waitFor();
  await page.goto(`${site.url}/fr`);
  return page;
}

describe.each([true, false])('with scripts: %s', (script) => {
  test('she says by one tap that her money came, and stays on the page', async () => {
    const page = await signIn(script);
    const owed = page.locator('.due');
    const before = await owed.count();
    expect(before).toBeGreaterThan(0);
    // The first of them is in sight without scrolling.
    const box = await owed.first().boundingBox();
    expect(box?.y).toBeLessThan(740);
    await owed.first().getByRole('button', { name: 'Reçu' }).click();
    await page.locator('.done').waitFor();
    expect(new URL(page.url()).pathname).toBe('/fr');
    expect(await owed.count()).toBe(before - 1);
    await page.context().close();
  });
});
