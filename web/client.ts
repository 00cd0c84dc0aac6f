import '@hotwired/turbo';
import './styles/site.css';
import { enhance as watchBoycotts } from './collective/enhance/boycott-watch.ts';
import { forgetPledgeNews } from './collective/pledges/pledge-news.ts';
import { forgetSurvey } from './collective/survey/survey-store.ts';
import { enhance as copy } from './enhance/copy-button.ts';
import { forgetAllDrafts, forgetOldDrafts, loadDraft } from './enhance/draft-store.ts';
import { writeLocalTimes } from './enhance/local-times.ts';
import { enhance as chooseWageCountry } from './enhance/minimum-wage-country-choice.ts';
import { draftNameOf } from './enhance/post-form-helpers.ts';
import { forgetAllPictures } from './enhance/redaction-memory.ts';
import { deleteJuryNonces } from './governance/enhance/jury-nonce-store.ts';
import { enhance as watchRecord } from './enhance/log-watch.ts';
import { enhance as suggest } from './enhance/search-suggestions.ts';
import { enhance as share } from './enhance/share-button.ts';
import { whenIdle } from './enhance/when-idle.ts';
import { keepInstallEvent } from './site/web-app/install-prompt.ts';
import { SHARED_CACHE } from './site/web-app/shared-pictures.ts';

/**
 * The script of all pages. Every page and form works without it: Turbo swaps pages instead of
 * reloading them, and `[data-enhance]` elements get extra behaviour.
 */

/** A shorter movement is no scrolling. */
const LEAST_SCROLL_PX = 24;

type Enhance = (element: HTMLElement) => void;
// Enhancements of every page and short ones of a platform's are bundled in: each further file takes a
// second on a slow connection.
const ENHANCEMENTS: Record<string, () => Promise<{ enhance: Enhance }>> = {
  'boycott-cost': () => import('./collective/enhance/boycott-cost.ts'),
  'boycott-count': () => import('./collective/enhance/boycott-count.ts'),
  'boycott-key': () => import('./collective/enhance/boycott-key.ts'),
  'boycott-pledge': () => import('./collective/enhance/boycott-pledge.ts'),
  'boycott-watch': async () => ({ enhance: watchBoycotts }),
  'choose-platforms': () => import('./enhance/choose-platforms.ts'),
  challenge: () => import('./enhance/proof-of-work.ts'),
  copy: async () => ({ enhance: copy }),
  draft: () => import('./enhance/save-draft.ts'),
  'exact-values': () => import('./enhance/own-payouts-exact-values.ts'),
  'exact-details': () => import('./enhance/exact-details-warning.ts'),
  earnings: () => import('./enhance/earnings-calculator.ts'),
  'first-steps': () => import('./enhance/first-steps.ts'),
  install: () => import('./enhance/install-button.ts'),
  keys: async () => ({ enhance: (await import('./enhance/thread-tools.ts')).addShortcuts }),
  'jury-draw': () => import('./governance/enhance/jury-draw.ts'),
  'jury-words': () => import('./governance/enhance/jury-nonce.ts'),
  letter: () => import('./enhance/letter-form.ts'),
  'passkey-make': () => import('./enhance/passkey-make.ts'),
  'passkey-sign-in': () => import('./enhance/passkey-sign-in.ts'),
  'payment-message': () => import('./enhance/payment-message.ts'),
  'payout-form': () => import('./enhance/payout-form.ts'),
  'picture-diff': () => import('./enhance/picture-diff.ts'),
  'platform-field': () => import('./enhance/platform-field.ts'),
  'post-state': () => import('./enhance/post-sending-state.ts'),
  preview: () => import('./enhance/post-preview.ts'),
  quote: async () => ({ enhance: (await import('./enhance/thread-tools.ts')).quoteInPlace }),
  push: () => import('./enhance/push-subscription.ts'),
  redact: () => import('./enhance/redaction-field.ts'),
  'record-watch': async () => ({ enhance: watchRecord }),
  share: async () => ({ enhance: share }),
  'show-password': () => import('./enhance/show-password.ts'),
  'similar-threads': () => import('./enhance/similar-threads.ts'),
  suggest: async () => ({ enhance: suggest }),
  'standard-facts': () => import('./governance/enhance/standard-facts.ts'),
  'survey-form': () => import('./collective/enhance/survey-form.ts'),
  'survey-invite': () => import('./collective/enhance/survey-invite.ts'),
  // Only where the browser can translate.
  translate: async () =>
    'Translator' in globalThis ? import('./enhance/translate-topic.ts') : { enhance: () => {} },
  verify: () => import('./portability/verifier/verify-here.ts'),
  workbook: () => import('./enhance/workbook.ts'),
  'task-title': () => import('./enhance/task-title-field.ts'),
  'task-form': () => import('./enhance/task-form.ts'),
  wage: async () => ({ enhance: chooseWageCountry }),
};

const enhanced = new WeakSet<HTMLElement>();

function enhancePage(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-waits]')) {
    if (loadDraft(draftNameOf(form), Date.now()) !== null) wake(form);
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-enhance]')) {
    if (enhanced.has(element) || element.closest('[data-waits]') !== null) continue;
    enhanced.add(element);
    void enhanceInTurn(element, (element.dataset['enhance'] ?? '').split(' '));
  }
}

/**
 * Runs the enhancements of an element in order, since one may look for what an earlier one added.
 */
async function enhanceInTurn(element: HTMLElement, names: readonly string[]): Promise<void> {
  const parts = await Promise.all(names.map((name) => ENHANCEMENTS[name]?.()));
  for (const part of parts) part?.enhance(element);
  repeatTyping(element);
}

/** What was typed before the scripts came counts as typed now. */
function repeatTyping(element: HTMLElement): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement) || !element.contains(field)) return;
  if (field.value !== field.defaultValue)
    field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Lets a form be enhanced that most only pass by, and gives it its key. */
function wake(form: Element): void {
  form.removeAttribute('data-waits');
  const key = form.querySelector<HTMLInputElement>('[name="_key"]');
  // Browsers make random ids on secure addresses only.
  if (key?.value === '' && isSecureContext) key.value = crypto.randomUUID();
}

function enter({ target }: Event): void {
  const form = target instanceof Element ? target.closest('[data-waits]') : null;
  if (form === null) return;
  wake(form);
  enhancePage();
}
document.addEventListener('focusin', enter);
// Not every browser focuses what is tapped, e.g. the choice of a picture.
document.addEventListener('pointerdown', enter, { passive: true });

/** Says on `<html>` which way the reader scrolls, so that the dock makes room while reading on. */
let scrolledTo = scrollY;
addEventListener(
  'scroll',
  () => {
    const moved = scrollY - scrolledTo;
    if (Math.abs(moved) < LEAST_SCROLL_PX) return;
    scrolledTo = scrollY;
    document.documentElement.dataset['scrolling'] =
      moved > 0 && scrollY > LEAST_SCROLL_PX ? 'down' : 'up';
  },
  { passive: true },
);

/** Writes moments in the time zone of the device. */
function showLocalTimes(): void {
  writeLocalTimes(document.querySelectorAll<HTMLTimeElement>('time[data-local]'));
}

/**
 * Goes to the target that the page names, since a redirect after a form loses the fragment of its
 * address.
 */
function arrive(): void {
  const place = document.querySelector<HTMLElement>('[data-arrive]');
  if (place !== null && location.hash === '') location.replace(`#${place.id}`);
}

/** Leads from an old address of a section that is a tab of its own now. */
function toTab(): void {
  const anchor = location.hash.slice(1);
  const name = anchor.split('-')[0] ?? '';
  if (name === '' || document.getElementById(anchor) !== null) return;
  const tab = document.querySelector<HTMLAnchorElement>(
    `.tabs a:not([aria-current])[data-anchors~="${CSS.escape(name)}"]`,
  );
  if (tab !== null) location.replace(tab.href + location.hash);
}

/** Unfolds what hides the target of the address: Turbo scrolls to it without that. */
function unfoldTarget(): void {
  const target = document.getElementById(location.hash.slice(1));
  const folds = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
  const around = folds.filter((fold) => fold.contains(target));
  for (const fold of around) fold.open = true;
  if (around.length > 0) target?.scrollIntoView();
}

/** Brings the tab of this page into sight, in a row that is wider than a phone. */
function showTab(): void {
  document
    .querySelector('.tabs [aria-current]')
    ?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

/** Focuses the first invalid field of a refused form, and brings it and its label into sight. */
function toWrongField(): void {
  const wrong = document.querySelector('[data-refused] .issue')?.closest('.field');
  const control = wrong?.querySelector<HTMLElement>('input, select, textarea');
  control?.focus({ preventScroll: true });
  // Turbo has focused it already, and then scrolled away: another `focus()` would not scroll.
  control?.scrollIntoView({ block: 'center' });
}

document.addEventListener('turbo:load', enhancePage);
document.addEventListener('turbo:load', showLocalTimes);
document.addEventListener('turbo:load', arrive);
document.addEventListener('turbo:load', toTab);
document.addEventListener('turbo:load', unfoldTarget);
document.addEventListener('turbo:load', showTab);
// A refused form is rendered without a visit.
document.addEventListener('turbo:render', enhancePage);
document.addEventListener('turbo:render', showLocalTimes);
// After Turbo has scrolled to the top, which it does after rendering.
document.addEventListener('turbo:render', () => setTimeout(toWrongField));

// Offline: keep the input, and tell what to do.
document.addEventListener('turbo:fetch-request-error', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const notice = form.querySelector('[data-notice]') ?? document.createElement('p');
  notice.className = 'alert';
  notice.setAttribute('role', 'alert');
  notice.setAttribute('data-notice', '');
  notice.textContent = form.dataset['notSent'] ?? '';
  form.append(notice);
});

// The service worker comes with the installed site; who only reads loads none.
const keepWorker = (): void =>
  whenIdle(() => {
    void import('./site/web-app/register-service-worker.ts').then(({ registerServiceWorker }) =>
      registerServiceWorker(),
    );
  });
if (matchMedia('(display-mode: standalone)').matches) keepWorker();
addEventListener('beforeinstallprompt', keepInstallEvent);
addEventListener('appinstalled', keepWorker);

// Runs also on pages without a form: no draft stays on a device for longer than the site says.
forgetOldDrafts(Date.now());

const DELETING = '/api/me/delete';
const SIGNING_OUT = ['/api/sign-out', '/api/me/sign-out-everywhere', DELETING];

// Drafts, pictures and jury nonces stay on the device only while the member is signed in.
document.addEventListener('turbo:submit-end', (event) => {
  const form = event.target;
  const { success } = (event as CustomEvent<{ success?: boolean }>).detail;
  if (!(form instanceof HTMLFormElement) || success !== true) return;
  const action = new URL(form.action).pathname;
  if (!SIGNING_OUT.includes(action)) return;
  const account = document.querySelector<HTMLElement>('[data-account]')?.dataset['account'] ?? '';
  forgetAllDrafts();
  forgetAllPictures();
  if ('caches' in window) void caches.delete(SHARED_CACHE);
  deleteJuryNonces();
  if (action === DELETING) void forgetPledges(account);
});

/** Deletes the pledge keys and what is kept of the survey with the account; signing out keeps them. */
async function forgetPledges(account: string): Promise<void> {
  forgetPledgeNews(account);
  forgetSurvey(account);
  const [{ openCredentialStore }, { openOrganiserKeyStore }] = await Promise.all([
    import('./collective/pledges/credential-store.ts'),
    import('./collective/organisers/organiser-key-store.ts'),
  ]);
  await Promise.all([
    (await openCredentialStore()).forgetAll(account),
    (await openOrganiserKeyStore()).forgetAll(account),
  ]);
}
