import type { Locator, Page } from 'playwright-core';
import type { TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';

/** What a person does in the pages of moderation, counted. */

export type Work = { pages: number; taps: number; sentences: number };
export type Hand = { readonly page: Page; readonly work: Work };

export const noWork = (): Work => ({ pages: 0, taps: 0, sentences: 0 });

/** Counts the pages that are opened from now on. */
export function countWork(page: Page): Work {
  const work = noWork();
  page.on('load', () => {
    work.pages += 1;
  });
  return work;
}

export async function tap(hand: Hand, what: Locator): Promise<void> {
  hand.work.taps += 1;
  await what.click();
}

export async function write(hand: Hand, where: Locator, text: string): Promise<void> {
  hand.work.sentences += 1;
  await where.fill(text);
}

/** Opens the case whose line in the list says these words. */
export const openCase = (hand: Hand, says: string): Promise<void> =>
  tap(hand, hand.page.locator('.questions li', { hasText: says }).getByRole('link').first());

/** Fills the form of a proposal; the rule of the flag and its facts are there already. */
export async function propose(hand: Hand, measure: RegExp, reason: string): Promise<void> {
  const { page } = hand;
  const form = page.locator('#propose');
  if (!(await form.getByLabel(measure).isVisible()))
    await tap(hand, form.locator('summary').first());
  await tap(hand, form.getByLabel(measure));
  await write(hand, form.getByLabel('Pourquoi cette règle s’applique'), reason);
  await tap(hand, form.getByRole('button', { name: 'Proposer' }));
  await page.getByText('Votre proposition est faite.', { exact: false }).first().waitFor();
}

/** Agrees with the case that is the only one to wait for her. */
export async function agree(hand: Hand): Promise<void> {
  const { page } = hand;
  await tap(hand, page.locator('.questions').first().getByRole('link').first());
  await tap(hand, page.getByLabel('Je suis d’accord'));
  await tap(hand, page.getByRole('button', { name: 'Répondre' }));
  await page.getByText('C’est décidé. La décision est publique.').waitFor();
}

/** Agrees with the one change of a topic that waits. */
export async function agreeToChange(hand: Hand): Promise<void> {
  const { page } = hand;
  await tap(hand, page.locator('#acts').getByRole('link').first());
  await tap(hand, page.getByRole('button', { name: 'Je suis d’accord' }));
  await page.getByText('C’est confirmé. Merci.').waitFor();
}

/** Prints what each case took of both people. */
export function printTable(table: ReadonlyMap<string, { first: Work; second: Work }>): void {
  const of = ({ pages, taps, sentences }: Work) =>
    `${pages} pages, ${taps} taps, ${sentences} sentences`;
  const rows = [...table].map(
    ([name, { first, second }]) => `${name.padEnd(28)} | ${of(first).padEnd(32)} | ${of(second)}`,
  );
  process.stdout.write(`\n${['case | who proposes | who answers', ...rows].join('\n')}\n`);
}

const SAID = {
  spam: 'Gagnez 500 euros par jour avec la méthode Dupneu.',
  insult: 'Les gens de ce support sont des abrutis finis.',
  threat: 'Je sais où tu travailles, je viens te casser les jambes.',
  personal: 'Le chef de projet habite 12 rue des Lilas à Roubaix.',
  honest: 'Ils m’ont refusé 14 tâches sur 15, captures à l’appui.',
  noticed: 'Cette société a volé mes données, j’en suis sûr.',
};
export type Said = keyof typeof SAID;
export type Hour = Awaited<ReturnType<typeof seedHour>>;

/** Two moderators, and what they decide on in the hour; nothing is reported yet. */
export async function seedHour(site: TestApp) {
  const posts = new Map<Said, string>();
  let insulting = await makeMember(site);
  const first = await makeMember(site, { moderator: true });
  const second = await makeMember(site, { moderator: true });
  const { id: thread } = await makeThread(site, { title: 'Qui a été payé ce mois-ci ?' });
  for (const kind of Object.keys(SAID) as Said[]) {
    const member = await makeMember(site);
    if (kind === 'insult') insulting = member;
    posts.set(kind, await makePost(site, thread, { member, text: SAID[kind] }));
  }
  const referrer = await makeMember(site);
  const links = [];
  for (const nth of [1, 2, 3]) {
    const text = `Inscrivez-vous ici, bonus ${nth} : https://parrain.example/r/zoe`;
    links.push(await makePost(site, thread, { member: referrer, text }));
  }
  const payout = (await makePayout(site, { screenshot: true })).id;
  const offTopic = (await makeThread(site, { title: 'Quel aspirateur acheter ?' })).id;
  await makeThread(site, { title: 'Comment retirer son argent de Tacheo ?' });
  const duplicate = (await makeThread(site, { title: 'Tacheo : comment retirer son argent' })).id;
  const referral = links[0] ?? '';
  return { first, second, posts, referral, payout, offTopic, duplicate, insulting };
}

/** Proposes another category for the topic that is open. */
export async function moveToCategory(hand: Hand): Promise<void> {
  const { page } = hand;
  await tap(hand, page.getByText('Modérer ce sujet'));
  await tap(hand, page.getByRole('heading', { name: 'Déplacer', exact: true }));
  const form = page.locator('form', {
    has: page.getByRole('button', { name: 'Déplacer', exact: true }),
  });
  hand.work.taps += 1;
  await form.getByLabel('Nouvelle rubrique').selectOption({ index: 1 });
  await write(hand, form.getByLabel('Raison'), 'Rien à voir avec les paiements.');
  await tap(hand, form.getByRole('button', { name: 'Déplacer', exact: true }));
  await page.getByText('C’est proposé.', { exact: false }).first().waitFor();
}

/** Proposes to merge the topic that is open into one of the list. */
export async function mergeWithListed(hand: Hand, title: string): Promise<void> {
  const { page } = hand;
  await tap(hand, page.getByText('Modérer ce sujet'));
  await tap(hand, page.getByRole('heading', { name: 'Réunir avec un autre sujet' }));
  const form = page.locator('#merge form', {
    has: page.getByRole('button', { name: 'Réunir avec un autre sujet' }),
  });
  await tap(hand, form.getByLabel(title));
  await write(hand, form.getByLabel('Raison'), 'C’est la même question.');
  await tap(hand, form.getByRole('button'));
  await page.getByText('C’est proposé.', { exact: false }).first().waitFor();
}

/** Fills in the form of legal notices, for a company that has no account. */
export async function sendNotice(page: Page, address: string): Promise<void> {
  await page.getByLabel('Adresse exacte').fill(address);
  await page
    .getByLabel('Qu’est-ce qui est illégal')
    .fill('Cette accusation est fausse : article 29.');
  await page.getByLabel('Votre nom').fill('Tacheo SAS');
  await page.getByLabel('Votre e-mail').fill('juridique@tacheo.example');
  await page.getByLabel('Je crois de bonne foi', { exact: false }).check();
  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
  await page.getByText('Votre code de suivi').waitFor();
}

/** Fills in the right of reply. */
export async function sendReply(page: Page): Promise<void> {
  await page.getByLabel('Qui répond').fill('Clickworker, service client');
  await page.getByLabel('Votre réponse').fill('Nous payons sous sept jours depuis octobre.');
  await page.getByLabel('Je suis la personne ou l’entreprise nommée', { exact: false }).check();
  await page.getByRole('button', { name: 'Envoyer la réponse' }).click();
  await page.getByText('Votre réponse est arrivée.').waitFor();
}
