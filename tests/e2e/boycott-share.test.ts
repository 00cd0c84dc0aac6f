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

test.each([
  ['tract', 'two leaflets, to cut in the middle'],
  ['autocollants', 'twelve stickers'],
])('the sheet %s prints on one page of A4, with the longest texts: %s', async (feuille) => {
  const boycott = await story.told();
  await story.site.database.prisma.boycott.update({
    where: { id: boycott },
    data: {
      title: 'Une tâche vaut mieux que trois centimes '.repeat(3).trim(),
      demands: 'Dix centimes au moins par tâche. '.repeat(60),
      partaking: 'Ne prendre aucune tâche ici. '.repeat(60),
    },
  });
  const page = await (await story.phone()).newPage();
  await page.goto(`${story.pathOf(boycott)}/kit?feuille=${feuille}`);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/gu)).toHaveLength(1);
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/u.exec(pdf) ?? [];
  // In points: 210 by 297 millimetres.
  expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
  if (feuille === 'tract') {
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.emulateMedia({ media: 'print' });
    // Half a sheet cuts what is longer: the code and the address must not be what is cut.
    const inside = await page
      .locator('.kit-leaflets article')
      .evaluateAll((all) => all.map((one) => one.scrollHeight <= one.clientHeight));
    expect(inside).toEqual([true, true]);
  }
});
