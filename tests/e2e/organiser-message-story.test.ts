import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeWorkers } from '#tests/support/pledges.ts';
import { faultsOf } from './redaction.testing.ts';

/** From an organiser's message, without a script, to the inboxes of those who can pledge; and the kit. */

const TEXT = 'Le client propose de parler lundi. Tenez bon jusque-là.';
const t = messagesFor('fr');

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

async function openAs({ cookie }: TestMember, path: string, script = false): Promise<Page> {
  const context = await openPhone(browser, { script });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.goto(url + path);
  return page;
}

test('an organiser writes, two moderators read it, 40 who can pledge find it, others do not', async () => {
  const organiser = await makeMember(site, { established: true });
  const { id } = await makeBoycott(site, { member: organiser, state: 'on' });
  const own = pathTo('fr', 'boycott', { id });
  const eligible = await makeWorkers(site, 40);
  const [other] = await makeWorkers(site, 1, { slug: 'appen' });

  const writes = await openAs(organiser, pathTo('fr', 'organiseBoycott', { id }));
  await writes.getByText(t.boycotts.messages.write, { exact: true }).click();
  await writes.getByLabel(t.boycotts.messages.text).fill(TEXT);
  await writes.getByRole('button', { name: t.boycotts.messages.send }).click();
  expect(await writes.textContent('main')).toContain(t.boycotts.done['message-proposed']);

  for (const moderator of [
    await makeMember(site, { moderator: true }),
    await makeMember(site, { moderator: true }),
  ]) {
    const { id: act } = await site.database.prisma.proposedChange.findFirstOrThrow();
    const reads = await openAs(moderator, pathTo('fr', 'act', { id: act }));
    expect(await reads.textContent('main')).toContain(TEXT);
    await reads.getByRole('button', { name: t.acts.confirm }).click();
  }

  const line = t.boycotts.messages.toYou;
  for (const member of eligible) {
    const inbox = await site.get(pathTo('fr', 'inbox'), member.cookie);
    expect(inbox.body).toContain(line);
  }
  const [first] = eligible;
  if (first === undefined || other === undefined) throw new Error('two');
  const inbox = await openAs(first, pathTo('fr', 'inbox'), true);
  expect(await faultsOf(inbox)).toEqual([]);
  await inbox.locator('a[href*="#message-"]').click();
  await inbox.waitForURL(`**${own}*`);
  expect(await inbox.textContent('#messages')).toContain(TEXT);
  const without = await openAs(other, pathTo('fr', 'inbox'));
  expect(await without.textContent('main')).not.toContain(line);

  const kit = await openAs(
    organiser,
    pathTo('fr', 'boycottKit', { id }, { feuille: 'presse' }),
    true,
  );
  expect(await faultsOf(kit)).toEqual([]);
  expect(await kit.textContent('main')).toContain(t.boycotts.kit.press.notSay);
});
