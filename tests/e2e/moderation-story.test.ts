import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  drawJuryAfterHour,
  makeEstablishedCommunity,
  findAskedJurors,
  findJuryOfCase,
  advanceClockHours,
  runMinuteJobs,
} from '#tests/api/governance/juries.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { sequence } from '#tests/support/log-sequencer.ts';

/**
 * A post is flagged, hidden by two, and its author does not agree. She keeps words of her own for the
 * draw; days pass; three who were drawn decide, one of them without a script, and the post is back.
 */

const SAID = 'Leur service ne répond jamais, c’est du mépris.';
const APPEAL = 'Je parle d’un service qui ne répond pas. Je n’insulte personne.';

let site: TestApp;
let url: string;
let browser: Browser;
let author: TestMember;
let authoring: Page;
let threadId: string;
let caseId: string;
let jury: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
  await makeEstablishedCommunity(site);
  const thread = await makeThread(site, { text: SAID });
  author = thread.member;
  threadId = thread.id;
  authoring = await (await signedIn(author)).newPage();
});
afterAll(async () => {
  await browser?.close();
});

async function signedIn(member: TestMember, script = true): Promise<BrowserContext> {
  const context = await openPhone(browser, { script });
  const [name = '', value = ''] = member.cookie.split('=');
  await context.addCookies([{ name, value, url }]);
  return context;
}

async function openAs(member: TestMember, path: string, script = true): Promise<Page> {
  const page = await (await signedIn(member, script)).newPage();
  await page.goto(url + path);
  return page;
}

test('a member flags it; a moderator proposes to hide it; it still stands', async () => {
  const flagging = await openAs(await makeMember(site), `/fr/forum/sujets/${threadId}`);
  await flagging.locator('#m1').getByRole('link', { name: 'Alerter la modération' }).click();
  await flagging.getByLabel('Une insulte, ou du harcèlement').check();
  await flagging.getByLabel('Ce que vous voyez').fill('« Du mépris », c’est insultant.');
  await flagging.getByRole('button', { name: 'Alerter la modération' }).click();
  await flagging.getByText('Vous avez alerté la modération.').waitFor();

  const moderator = await makeMember(site, { moderator: true, established: true });
  const desk = await openAs(moderator, '/fr/moderation');
  await desk.getByRole('button', { name: 'Prendre le prochain dossier' }).click();
  await desk.getByText('Ce dossier est à vous pour douze heures.').waitFor();
  expect(await desk.locator('.thing').innerText()).toContain(SAID);
  await desk.getByText('Proposer de masquer, ou de montrer').click();
  const form = desk.locator('#propose');
  await form.getByLabel('Masquer', { exact: false }).first().check();
  expect(await form.getByLabel('Faits').inputValue()).toContain('insulte ou menace');
  await form
    .getByLabel('Pourquoi cette règle s’applique')
    .fill('Le mot vise des personnes au travail.');
  await form.getByRole('button', { name: 'Proposer' }).click();
  await desk.getByText('Votre proposition est faite.').waitFor();
  expect((await site.get(`/fr/forum/sujets/${threadId}`)).body).toContain(SAID.slice(0, 20));
  caseId = /dossiers\/(\w+)/.exec(desk.url())?.[1] ?? '';
});

test('a second person finds it among what is expected of her, and agrees', async () => {
  const second = await openAs(await makeMember(site, { established: true }), '/fr/nouvelles');
  await second.getByRole('link', { name: 'À faire' }).click();
  await second.getByRole('link', { name: '1 dossier attend une deuxième personne.' }).click();
  await second.getByRole('link', { name: /^Message du forum, masquer/ }).click();
  await second.getByLabel('Je suis d’accord').check();
  await second.getByRole('button', { name: 'Répondre' }).click();
  await second.getByText('C’est décidé. La décision est publique.').waitFor();
  const { body } = await site.get(`/fr/forum/sujets/${threadId}`);
  expect(body).toContain('Masqué par une décision.');
});

test('its author reads why, and appeals; what she typed too short is not lost', async () => {
  await authoring.goto(`${url}/fr/nouvelles`);
  await authoring.getByRole('link', { name: /^Votre message : on a masqué ce contenu/ }).click();
  await authoring.getByText('Le mot vise des personnes au travail.').waitFor();
  await authoring.getByRole('link', { name: 'Contester cette décision' }).click();
  const field = authoring.getByLabel('Ce que le jury doit savoir');
  await field.fill('Non.');
  await authoring.getByRole('button', { name: 'Envoyer mon recours' }).click();
  await authoring.getByRole('alert').first().waitFor();
  expect(await field.inputValue()).toBe('Non.');
  await field.fill(APPEAL);
  await authoring.getByRole('button', { name: 'Envoyer mon recours' }).click();
  await authoring.getByText('Nous avons votre recours. D’autres personnes vont décider.').waitFor();
  jury = await findJuryOfCase(site, caseId);
});

test('she keeps words for the draw on her phone, and tells them after its hour', async () => {
  await authoring.getByRole('link', { name: 'Mon rôle dans ce jury' }).click();
  const field = authoring.getByLabel('Quelques mots au hasard');
  await expect.poll(() => field.inputValue()).toMatch(/^\w{4}(-\w{4}){4}$/);
  const words = await field.inputValue();
  await authoring.getByRole('button', { name: 'Les garder ici et revenir plus tard' }).click();
  await authoring.getByText('L’empreinte de vos mots est dans le tirage.').waitFor();
  expect(await site.database.prisma.juryNonce.findMany()).toMatchObject([{ nonce: null }]);

  advanceClockHours(site, 26);
  await sequence(site);
  await runMinuteJobs(site);
  await authoring.goto(`${url}/fr/nouvelles`);
  await authoring.getByRole('link', { name: /^C’est l’heure du tirage au sort/ }).click();
  await expect.poll(() => authoring.getByLabel('Quelques mots au hasard').inputValue()).toBe(words);
  await authoring.getByRole('button', { name: 'Révéler mes mots' }).click();
  await authoring.getByText('Nous avons vos mots.').waitFor();
  const kept = await authoring.evaluate(() => Object.keys(localStorage));
  expect(kept.filter((name) => name.includes('jury'))).toEqual([]);
});

test('one who is drawn declines in one tap; three read, vote, and it is shown again', async () => {
  await drawJuryAfterHour(site, jury);
  const [first] = await findAskedJurors(site, jury);
  if (first === undefined) throw new Error('nobody was drawn');
  const declining = await openAs(first, `/fr/moderation/attendu`, false);
  await declining.getByRole('link', { name: 'Lire et voter' }).click();
  await declining.getByRole('button', { name: 'Je refuse d’être juré·e' }).click();
  await declining.getByText('Une autre personne prend votre place.').waitFor();

  const jurors = await findAskedJurors(site, jury);
  expect(jurors).toHaveLength(3);
  const [one, ...others] = jurors;
  if (one === undefined) throw new Error('nobody is asked');
  // Without a script; and a jury need not agree.
  await vote(one, 'Masquer', false);
  for (const juror of others) await vote(juror, 'Montrer de nouveau', true);
  const { body } = await site.get(`/fr/forum/sujets/${threadId}`);
  expect(body).not.toContain('Masqué par une décision.');
  expect(body).toContain('Leur service ne répond jamais');
});

async function vote(juror: TestMember, wanted: string, script: boolean): Promise<void> {
  const page = await openAs(juror, `/fr/moderation/jurys/${jury}/ma-part`, script);
  const thing = page.getByText(SAID);
  expect(await thing.isVisible()).toBe(false);
  await page.getByText('Lire (cela peut choquer)').click();
  await thing.waitFor();
  await page.getByText(APPEAL).waitFor();
  await page.getByLabel(wanted).check();
  await page.getByLabel('Pourquoi, en une phrase').fill('C’est un service, pas une personne.');
  await page.getByRole('button', { name: 'Voter' }).click();
  await page.getByText('Nous avons votre vote.').waitFor();
  await page.context().close();
}

test('she hears of it; anybody reads the reasons, and does the draw again', async () => {
  await authoring.goto(`${url}/fr/nouvelles`);
  await authoring
    .getByRole('link', { name: /^Votre recours : d’autres ont décidé autrement/ })
    .click();
  await authoring.getByText('Elle remplace une décision plus ancienne.').waitFor();

  const stranger = await (await openPhone(browser)).newPage();
  await stranger.goto(authoring.url());
  await stranger.getByRole('link', { name: /^Lire les votes de ce jury/ }).click();
  await expect.poll(() => stranger.locator('.votes li').count()).toBe(3);
  expect(await stranger.locator('.votes').innerText()).toContain('C’est un service');
  await stranger.getByRole('button', { name: 'Refaire le tirage ici' }).click();
  await stranger.getByText(/^Tout correspond/).waitFor();
});
