import { expect, test } from 'vitest';
import { openPhone } from '#tests/support/browser.ts';
import { pledgeStory } from './boycott-pledge.testing.ts';
import { faultsOf } from './redaction.testing.ts';
import { countTaps } from './share.testing.ts';

/** A boycott is passed on by its address: two taps from its page copy it, and no other site is asked. */
const story = pledgeStory();

test('two taps from the page of a boycott copy its address', async () => {
  const boycott = await story.told();
  const browser = (await story.phone()).browser();
  if (browser === null) throw new Error('no browser');
  const phone = await openPhone(browser, { touch: true });
  await phone.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: story.url });
  const page = await phone.newPage();
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(story.url)) elsewhere.push(request.url());
  });
  await page.goto(story.pathOf(boycott));
  const { tapOn, taps } = countTaps();
  await tapOn(page, page.locator(`a[href="/fr/boycotts/${boycott}/partager"]`).first());
  const copy = page.getByRole('button', { name: 'Copier le lien' });
  await tapOn(page, copy);
  await page.getByRole('button', { name: 'Copié' }).waitFor();
  expect(taps()).toBe(2);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(story.pathOf(boycott));
  await page.getByText('votre numéro se voit', { exact: false }).waitFor();
  expect(elsewhere).toEqual([]);
  expect(await faultsOf(page)).toEqual([]);
  await phone.close();
});

test('without a script the address stands in a field, to be copied by hand', async () => {
  const boycott = await story.told();
  const browser = (await story.phone()).browser();
  if (browser === null) throw new Error('no browser');
  const phone = await openPhone(browser, { script: false });
  const page = await phone.newPage();
  await page.goto(`${story.pathOf(boycott)}/partager`);
  expect(await page.locator('.share-link input').first().inputValue()).toBe(story.pathOf(boycott));
  expect(await page.getByRole('button', { name: 'Copier le lien' }).count()).toBe(0);
  await phone.close();
});
