import { PLEDGE_RANKS } from '#shared/collective/ballot-rules.ts';
import { postJson } from '#web/collective/blind-signing/anonymous-fetch.ts';
import { cosignWaitingRequests } from '#web/collective/organisers/cosign-requests.ts';
import type { OrganiserKeyStatus } from '#web/collective/organisers/organiser-key-statuses.ts';
import {
  makeOrganiserKey,
  openOrganiserKeyStore,
} from '#web/collective/organisers/organiser-key-store.ts';

/**
 * Generates an organiser's key and uploads its public half; while pledging, signs waiting requests.
 * The sentences are in the page (`web/collective/organisers/organiser-key-widget.tsx`).
 */
export function enhance(root: HTMLElement): void {
  const account = document.querySelector<HTMLElement>('[data-account]')?.dataset['account'];
  const { boycott = '', state } = root.dataset;
  if (account === undefined) return;
  // Without https browsers have no WebCrypto.
  if (globalThis.crypto.subtle === undefined) return show(root, 'too-old');
  const begun = state === 'before' ? before(root, account, boycott) : sign(root, account, boycott);
  void begun.catch(() => show(root, 'no-storage'));
}

async function before(root: HTMLElement, account: string, boycott: string): Promise<void> {
  const keys = await openOrganiserKeyStore();
  const known = await keys.get({ account, boycott, rank: 'established' });
  root.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.target.closest('[data-make]') === null) return;
    void make(root, account, boycott).catch(() => show(root, 'no-storage'));
  });
  if (root.dataset['given'] !== 'true') show(root, 'make');
  else show(root, known === undefined ? 'not-here' : 'given');
}

/**
 * Makes one key per rank, stored before it is uploaded: the site must not have a key that exists
 * nowhere.
 */
async function make(root: HTMLElement, account: string, boycott: string): Promise<void> {
  show(root, 'making');
  // Asks the browser not to evict the storage.
  void navigator.storage?.persist?.();
  const ranks = PLEDGE_RANKS.filter(
    (rank) => rank === 'established' || root.dataset['pace'] === 'fast',
  );
  const made = await Promise.all(ranks.map((rank) => makeOrganiserKey({ account, boycott, rank })));
  await (await openOrganiserKeyStore()).put(made);
  const keys = made.map(({ rank, publicKey }) => ({ rank, publicKey }));
  const answer = await postJson(`/api/boycotts/${boycott}/keys`, { keys });
  if (answer.kind === 'done') show(root, 'given');
  else show(root, answer.kind === 'refused' ? 'not-taken' : 'offline');
}

async function sign(root: HTMLElement, account: string, boycott: string): Promise<void> {
  show(root, 'signing');
  const states = await cosignWaitingRequests(account);
  show(root, states === null ? 'offline' : (states.get(boycott) ?? 'elsewhere'));
}

/** Shows one sentence and hides the others. */
function show(root: HTMLElement, wanted: OrganiserKeyStatus): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-key-static]')) place.hidden = true;
  for (const place of root.querySelectorAll<HTMLElement>('[data-key-say]')) {
    const hidden = place.dataset['keySay'] !== wanted;
    // Changed only if necessary, so that screen readers do not repeat it.
    if (place.hidden !== hidden) place.hidden = hidden;
  }
  for (const place of root.querySelectorAll<HTMLElement>('[data-key-waiting]')) {
    place.hidden = wanted === 'signed';
  }
}
