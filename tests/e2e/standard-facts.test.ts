import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { makeFlaggedCase } from '#tests/api/governance/cases.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember } from '#tests/support/factories.ts';

/** A rule that is chosen brings its facts, and takes nothing that a moderator wrote. */

let site: TestApp;
let url: string;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
});

test.each(['fr', 'en'] as const)(
  'choosing a rule fills in facts and keeps words: %s',
  async (language) => {
    const { moderation } = messagesFor(language);
    const standard = moderation.templates;
    const { caseId } = await makeFlaggedCase(site);
    const context = await openPhone(browser);
    const [name = '', value = ''] = (await makeMember(site, { moderator: true })).cookie.split('=');
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.goto(url + pathTo(language, 'moderationCase', { id: caseId }, { rule: 'R5' }));
    const form = page.locator('#propose');
    const facts = form.locator('textarea[name=facts]');
    const reason = form.locator('textarea[name=reason]');
    await reason.fill('Le mot vise des collègues.');
    const link = form.locator('a[data-rule=R7]');
    await expect.poll(() => facts.inputValue()).toBe(standard.R5);
    // Until the script is there a link loads the page.
    await page.waitForLoadState('networkidle');
    await link.click();
    await expect.poll(() => facts.inputValue()).toBe(standard.R7);
    expect(await form.locator('select[name=rule]').inputValue()).toBe('R7');
    expect(await reason.inputValue()).toBe('Le mot vise des collègues.');
    await form.locator('select[name=rule]').selectOption('R1');
    expect(await facts.inputValue()).toBe(standard.R1);
    await facts.fill('Le texte dit un prix faux.');
    await form.locator('select[name=rule]').selectOption('R8');
    expect(await facts.inputValue()).toBe('Le texte dit un prix faux.');
    await context.close();
  },
);
