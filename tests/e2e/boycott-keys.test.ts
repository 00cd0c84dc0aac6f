import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { movePledgeBatches } from '#server/collective/pledges/pledge-batches.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { pledgeButton, pledgeStory, says } from './boycott-pledge.testing.ts';

/** The key of a pledge belongs to one account on one device: what becomes of it there, and of the pledge. */
const story = pledgeStory();

test('a second device of hers is told that the first one has the signature', async () => {
  const boycott = await story.told();
  const member = await story.makeWorker();
  const first = await (await story.signedIn(member)).newPage();
  await first.goto(story.pathOf(boycott));
  await says(first, 'ready');
  const second = await (await story.signedIn(member)).newPage();
  await second.goto(story.pathOf(boycott));
  await says(second, 'elsewhere');
});

test('another member on the same device sees nothing of a pledge, and makes her own', async () => {
  const boycott = await story.told();
  const context = await story.signedIn(await story.makeWorker());
  const page = await context.newPage();
  await page.goto(story.pathOf(boycott));
  await pledgeButton(page).click();
  await says(page, 'sent');
  await story.signIn(context, await story.makeWorker());
  await page.goto(story.pathOf(boycott));
  await says(page, 'ready');
  await pledgeButton(page).click();
  await says(page, 'sent');
  expect(story.waitingIn(boycott)).toBe(2);
});

test('a browser that does not know the curve pledges, takes it back, and that is for good', async () => {
  const boycott = await story.told();
  const context = await story.signedIn(await story.makeWorker());
  await context.addInitScript(() => {
    const generateKey = crypto.subtle.generateKey.bind(crypto.subtle);
    crypto.subtle.generateKey = ((...args: Parameters<typeof generateKey>) =>
      String(args[0]) === 'Ed25519'
        ? Promise.reject(new DOMException('no', 'NotSupportedError'))
        : generateKey(...args)) as typeof generateKey;
  });
  const page = await context.newPage();
  await page.goto(story.pathOf(boycott));
  await pledgeButton(page).click();
  await says(page, 'sent');
  // The first tap asks.
  const takeBack = page.locator('[data-say="sent"] [data-act="withdraw"]');
  await takeBack.click();
  await says(page, 'sent');
  await takeBack.click();
  await says(page, 'withdrawn');
  expect(story.site.slots.of(boycott).map(({ is }) => is)).toEqual(['pledge', 'act']);
  await page.reload();
  await says(page, 'withdrawn');
  expect(await page.locator('[data-act="pledge"]:visible').count()).toBe(0);
});

test('who shares her phone takes the key off it, and is asked once more before', async () => {
  const boycott = await story.told();
  const page = await (await story.signedIn(await story.makeWorker())).newPage();
  await page.goto(story.pathOf(boycott));
  await pledgeButton(page).click();
  await says(page, 'sent');
  const forget = page.locator('[data-say="sent"] [data-act="forget"]');
  await forget.click();
  await forget.filter({ hasText: 'vous ne pouvez plus voter ni vous retirer' }).waitFor();
  await says(page, 'sent');
  await forget.click();
  await says(page, 'erased');
  await page.reload();
  await says(page, 'elsewhere');
  // What was sent stays counted.
  expect(story.waitingIn(boycott)).toBe(1);
});

test('signing out keeps the key, and deleting the account takes it off the device', async () => {
  const boycott = await story.told();
  const member = await makeRealMember(story.site, 'Partante');
  await story.site.database.prisma.member.update({
    where: { id: member.id },
    data: { establishedOn: story.site.clock.now },
  });
  await story.makeWorker(member);
  const context = await story.signedIn(member);
  const page = await context.newPage();
  await page.goto(story.pathOf(boycott));
  await pledgeButton(page).click();
  await says(page, 'sent');
  await page.goto(`${story.url}/fr/reglages`);
  await page.getByRole('button', { name: 'Me déconnecter ici' }).click();
  await page
    .locator('header')
    .getByRole('link', { name: 'Mes nouvelles' })
    .waitFor({ state: 'detached' });
  expect(await keysOn(page)).toBe(1);
  await page.goto(`${story.url}/fr/connexion?next=/fr/reglages`);
  await page.getByLabel('Pseudonyme').fill('Partante');
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  const form = page.locator('form[action="/api/me/delete"]');
  await page.locator('summary', { hasText: 'Supprimer mon compte' }).click();
  await form.getByLabel('Mot de passe').fill(PASSWORD);
  await form.locator('button[type="submit"]').click();
  await page.getByText('Votre compte est supprimé.').waitFor();
  await expect.poll(() => keysOn(page)).toBe(0);
  expect(await keysOn(page, 'carrySecrets')).toBe(0);
});

/** How many keys of pledges this device has, or secrets of which they are derived. */
function keysOn(page: Page, store = 'slips'): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('contrenote-pledges');
        opening.addEventListener('success', () => {
          const asking = opening.result.transaction(name).objectStore(name).count();
          asking.addEventListener('success', () => {
            opening.result.close();
            resolve(asking.result);
          });
        });
      }),
    store,
  );
}

test('where nothing can be kept nothing is asked for', async () => {
  const boycott = await story.told();
  const context = await story.signedIn(await story.makeWorker());
  await context.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
  });
  const page = await context.newPage();
  await page.goto(story.pathOf(boycott));
  await says(page, 'no-storage');
  expect(await story.tokensOf(boycott)).toBe(0);
});

test('once it is on, who pledged and who did not ask the site for the same, visit after visit', async () => {
  const boycott = await story.told();
  const contexts = [
    await story.signedIn(await story.makeWorker()),
    await story.signedIn(await story.makeWorker()),
  ];
  const pages = await Promise.all(contexts.map((context) => context.newPage()));
  for (const [nth, page] of pages.entries()) {
    await page.goto(story.pathOf(boycott));
    await says(page, 'ready');
    if (nth > 0) continue;
    await pledgeButton(page).click();
    await says(page, 'sent');
  }
  await movePledgeBatches(story.site, { all: true });
  const { now } = story.site.clock;
  const on = { state: 'on', reached: true, onFrom: now, pledged: 1, pledgedNew: 0 };
  await story.site.database.prisma.boycott.update({ where: { id: boycott }, data: on });
  const asked: string[][] = [[], []];
  for (const [nth, page] of pages.entries()) {
    await dailyRecordCheck(page);
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/')) asked[nth]?.push(`${request.method()} ${pathname}`);
    });
    for (let visit = 0; visit < 2; visit += 1) {
      await page.goto(story.pathOf(boycott));
      await says(page, nth === 0 ? 'found' : 'none');
      await page.waitForLoadState('networkidle');
    }
  }
  expect(asked[0]).toContain(`GET /api/boycotts/${boycott}/pledges`);
  expect(asked[1]).toEqual(asked[0]);
});

/** Reloads until today's check of the record is done: it runs when idle, so its place is chance. */
async function dailyRecordCheck(page: Page): Promise<void> {
  await page.reload();
  await page.waitForFunction(() => {
    const kept = JSON.parse(localStorage.getItem('contrenote.record') ?? '{}') as { day?: string };
    return kept.day === new Date().toISOString().slice(0, 10);
  });
}
