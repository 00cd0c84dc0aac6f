import { randomBytes } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { debate, passHours, readBoycott } from '#tests/support/boycott-lifecycle.ts';
import type { TestMember } from '#tests/support/factories.ts';
import { prepareCosigned, type Asking } from '#tests/support/organisers.ts';
import { makeWorker, sendPledge } from '#tests/support/pledges.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { answered, pledgeStory, says } from './boycott-pledge.testing.ts';

/** A boycott that needs an organiser's key: her phone makes it, keeps it, and signs what waits. */
const story = pledgeStory();

/** Those of a test have no limit of one request an hour. */
async function phoneOf(member: TestMember): Promise<BrowserContext> {
  const phone = await story.signedIn(member);
  await phone.addInitScript("localStorage.removeItem('contrenote.tokens')");
  return phone;
}

const keySays = (page: Page, wanted: string): Promise<void> =>
  page.locator(`[data-key-say="${wanted}"]`).waitFor();

/** A call in debate; its proposer asked a friend for a key, who gave it on her phone. */
async function giveKey(): Promise<{ id: string; phone: BrowserContext; workers: TestMember[] }> {
  const { site } = story;
  const { id, proposer } = await debate(site);
  const workers: TestMember[] = [];
  for (let nth = 0; nth < 16; nth += 1) workers.push(await makeWorker(site));
  const [friend = proposer] = workers;
  const page = await (await phoneOf(proposer)).newPage();
  await page.goto(story.pathOf(id));
  await page.getByLabel('Pseudonyme').fill(friend.pseudonym);
  await page.getByRole('button', { name: 'Lui demander d’organiser avec moi' }).click();
  await page.getByText('Nous avons demandé sa clé à cette personne.').waitFor();
  await page.getByText('n’a pas encore répondu').waitFor();
  const phone = await phoneOf(friend);
  const hers = await phone.newPage();
  await hers.goto(story.pathOf(id));
  await keySays(hers, 'make');
  await hers.getByRole('button', { name: 'Fabriquer ma clé' }).click();
  await keySays(hers, 'given');
  await hers.reload();
  await keySays(hers, 'given');
  await hers.close();
  await passHours(site, 72);
  await sequence(site);
  return { id, phone, workers };
}

test('pledges wait for her key, which signs on any page that she opens, and then they count', async () => {
  const { site } = story;
  const { id, phone, workers } = await giveKey();
  const [, pledger, ...others] = workers;
  if (pledger === undefined) throw new Error('nobody pledges');
  const page = await (await phoneOf(pledger)).newPage();
  await page.goto(story.pathOf(id));
  await says(page, 'cosign-waits');
  // She need not come back to pledge: it waits on her phone.
  await page.locator('[data-say="cosign-waits"]').getByRole('button').click();
  await says(page, 'cosign-queued');
  await page.locator('[data-say="cosign-queued"]').getByRole('button').click();
  await says(page, 'cosign-waits');
  await page.locator('[data-say="cosign-waits"]').getByRole('button').click();
  await says(page, 'cosign-queued');
  await page.reload();
  await says(page, 'cosign-queued');
  expect(story.waitingIn(id)).toBe(0);
  const asking: Asking[] = [];
  for (const member of others.slice(0, 9)) asking.push(await prepareCosigned(site, id, member));
  for (const { ask } of asking) expect(await ask()).toBeNull();
  const hers = await phone.newPage();
  const signed = hers.waitForResponse(
    (response) =>
      response.url().endsWith('/cosignatures') && response.request().method() === 'POST',
  );
  await hers.goto(`${story.url}/fr`);
  expect((await signed).status()).toBe(200);
  const where = { boycottId: id, signature: null };
  expect(await site.database.prisma.boycottCosignature.count({ where })).toBe(0);
  const sent = answered(page, '/pledges');
  await page.goto(`${story.url}/fr/forum`);
  expect((await sent).status()).toBe(200);
  expect(story.waitingIn(id)).toBe(1);
  await page.goto(story.pathOf(id));
  await says(page, 'sent');
  for (const { ask } of asking) {
    const ready = await ask();
    if (ready === null) throw new Error('a signature is missing');
    expect((await sendPledge(site, ready)).statusCode).toBe(200);
  }
  await passHours(site, 0);
  await passHours(site, 24);
  await sequence(site);
  expect(await readBoycott(site, id)).toMatchObject({ state: 'on', pledged: 10 });
  await page.reload();
  await says(page, 'found');
  await page.goto(`${story.pathOf(id)}/engagements`);
  await page.getByRole('button', { name: 'Les compter ici' }).click();
  await page.getByText('Signatures valables : 10').waitFor();
});

test('her phone signs for no more than the record says could pledge, and everybody reads that', async () => {
  const { site } = story;
  const { id, phone } = await giveKey();
  const { eligible } = await readBoycott(site, id);
  const limit = eligible?.established ?? 0;
  const draw = (): Uint8Array<ArrayBuffer> => Uint8Array.from(randomBytes(256).fill(0, 0, 1));
  await site.database.prisma.boycottCosignature.createMany({
    data: Array.from({ length: limit + 3 }, () => ({
      boycottId: id,
      organiser: 1,
      rank: 'established',
      blinded: draw(),
    })),
  });
  const page = await phone.newPage();
  await page.goto(story.pathOf(id));
  await keySays(page, 'refused');
  const where = { boycottId: id, signature: null };
  expect(await site.database.prisma.boycottCosignature.count({ where })).toBe(3);
  const visitor = await (await story.phone()).newPage();
  await visitor.goto(story.pathOf(id));
  await visitor.getByText('son navigateur a refusé').waitFor();
  // Later it is the same: what was signed before is remembered.
  await sequence(site);
  await page.reload();
  await keySays(page, 'refused');
  expect(await site.database.prisma.boycottCosignature.count({ where })).toBe(3);
});

test('another device of hers is told that the key is not there, and signs nothing', async () => {
  const { site } = story;
  const { id, workers } = await giveKey();
  const [friend, member] = workers;
  if (friend === undefined || member === undefined) throw new Error('nobody is there');
  await (await prepareCosigned(site, id, member)).ask();
  const page = await (await phoneOf(friend)).newPage();
  await page.goto(story.pathOf(id));
  await keySays(page, 'elsewhere');
  await page.getByText('1 enveloppe attend votre signature.').waitFor();
});
