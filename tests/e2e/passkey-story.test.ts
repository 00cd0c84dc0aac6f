import type { Browser, BrowserContext, CDPSession, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPhone, placeOf } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * A member's passkey on a phone whose authenticator is virtual: made, used by its button and by the
 * suggestion at the pseudonym, removed, then refused. Her password goes on all the while.
 */

const PASSWORD = 'trois petits chats violets';

let site: RunningSite;
let browser: Browser;
let phone: BrowserContext;
let page: Page;
let device: CDPSession;
let authenticatorId: string;
let url: string;
let taps = 0;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  // A passkey is bound to a host name: an IP address has none.
  url = site.url.replace('127.0.0.1', 'localhost');
  phone = await openPhone(browser);
  await phone.addInitScript(() => {
    if (localStorage.getItem('suggests') !== 'false') return;
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  page = await phone.newPage();
  device = await phone.newCDPSession(page);
  await device.send('WebAuthn.enable', { enableUI: false });
  ({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  }));
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

async function tap(what: Locator): Promise<void> {
  taps += 1;
  await what.click();
}

/** Whether the browser suggests passkeys at a field; with the virtual device it takes the first at once. */
async function suggestPasskeys(suggests: boolean): Promise<void> {
  await page.evaluate((value) => localStorage.setItem('suggests', value), String(suggests));
}

async function signUp(on: Page, pseudonym: string): Promise<void> {
  await on.goto(`${url}/fr/inscription`);
  await on.getByLabel('Pseudonyme').fill(pseudonym);
  await on.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await on.getByLabel('J’accepte les règles').check();
  await on.getByRole('button', { name: 'Créer mon compte' }).click();
  await on.waitForURL('**/phrase-de-secours**');
}

describe('a passkey', () => {
  test('is made from the settings in three taps', async () => {
    await signUp(page, 'Clé de lune');
    await page.goto(`${url}/fr/reglages`);
    taps = 0;
    await tap(page.locator('summary', { hasText: 'Clés d’accès' }));
    await tap(page.getByRole('link', { name: 'Voir mes clés d’accès' }));
    await page.getByLabel('Un nom pour la reconnaître').fill('Mon téléphone');
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    await tap(page.getByRole('button', { name: 'Créer la clé' }));
    await page.getByText('Votre clé d’accès est prête.').waitFor();
    expect(taps).toBe(3);
    expect(await page.locator('.rows').innerText()).toContain('Mon téléphone');
    const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);
  });

  test('signs in by its button in one tap, to where she was going', async () => {
    await suggestPasskeys(false);
    await phone.clearCookies();
    await page.goto(`${url}/fr/connexion?next=${encodeURIComponent('/fr/cles-d-acces')}`);
    taps = 0;
    await tap(page.getByRole('button', { name: 'Utiliser une clé d’accès' }));
    await page.waitForURL('**/cles-d-acces');
    expect(taps).toBe(1);
    expect(await page.locator('.rows').innerText()).toContain('Utilisée en');
  });

  test('signs in from the suggestions of the pseudonym, with no button', async () => {
    await suggestPasskeys(true);
    await phone.clearCookies();
    await page.goto(`${url}/fr/connexion`);
    await page.waitForURL((address) => !address.pathname.endsWith('/connexion'));
    await page.goto(`${url}/fr/moi`);
    await page.getByText('Bonjour, Clé de lune').waitFor();
  });

  test('opens nothing once removed; the password does', async () => {
    await page.goto(`${url}/fr/cles-d-acces`);
    await page.getByRole('button', { name: /Retirer/ }).click();
    await page.getByText('La clé n’ouvre plus votre compte.').waitFor();
    await phone.clearCookies();
    await page.goto(`${url}/fr/connexion`);
    await page.getByText('Cette clé d’accès n’ouvre rien ici.').first().waitFor();
    await page.getByLabel('Pseudonyme').fill('Clé de lune');
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
    await page.waitForURL((address) => !address.pathname.endsWith('/connexion'));
  });
});

test('an eye shows the password while she types, and hides it before it is sent', async () => {
  await suggestPasskeys(false);
  await phone.clearCookies();
  await page.goto(`${url}/fr/connexion`);
  const field = page.getByLabel('Mot de passe', { exact: true });
  const eye = page.getByRole('button', { name: 'Voir ce que j’écris' });
  await eye.waitFor();
  await field.fill('faux mot de passe');
  const box = await placeOf(eye);
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
  expect([await field.getAttribute('type'), await eye.getAttribute('aria-pressed')]).toEqual([
    'password',
    'false',
  ]);
  await eye.focus();
  await page.keyboard.press('Enter');
  expect([await field.getAttribute('type'), await eye.getAttribute('aria-pressed')]).toEqual([
    'text',
    'true',
  ]);
  await page.getByLabel('Pseudonyme').fill('Clé de lune');
  const sent = page.waitForRequest('**/api/sign-in');
  await field.press('Enter');
  await sent;
  expect(await page.locator('input[name=password]').getAttribute('type')).toBe('password');
});

test('without a script the page of passkeys says what works, and the password does', async () => {
  const plain = await openPhone(browser, { script: false });
  const reader = await plain.newPage();
  await signUp(reader, 'Clé de bois');
  await reader.goto(`${url}/fr/cles-d-acces`);
  expect(await reader.locator('main').innerText()).toContain('Le mot de passe marche sans.');
  expect(await reader.getByLabel('Mot de passe', { exact: true }).isVisible()).toBe(false);
  await plain.clearCookies();
  await reader.goto(`${url}/fr/connexion`);
  const button = reader.getByRole('button', { name: 'Utiliser une clé d’accès' });
  expect(await button.isVisible()).toBe(false);
  const eye = reader.getByRole('button', { name: 'Voir ce que j’écris' });
  expect(await eye.isVisible()).toBe(false);
  await reader.getByLabel('Pseudonyme').fill('Clé de bois');
  await reader.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await reader.getByRole('button', { name: 'Se connecter', exact: true }).click();
  await reader.waitForURL((address) => !address.pathname.endsWith('/connexion'));
  await plain.close();
});
