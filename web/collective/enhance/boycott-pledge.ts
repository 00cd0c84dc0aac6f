import { CHECK_IN_PURPOSE, WITHDRAW_PURPOSE } from '#shared/collective/pledge-messages.ts';
import type { PledgeStatus } from '#web/collective/pledges/pledge-statuses.ts';
import { fetchJson } from '#web/collective/blind-signing/anonymous-fetch.ts';
import { drawSendingTime } from '#web/collective/blind-signing/anonymous-sending.ts';
import {
  updateOutboxAndSend,
  retryFailedSending,
  sendDueMessages,
} from '#web/collective/pledges/delayed-sending.ts';
import { signPledgerAct } from '#web/collective/pledges/signing-key.ts';
import {
  isPledged,
  nextVoteCounter,
  addPledgeToOutbox,
  pledgeStateOf,
  addActToOutbox,
  credentialAfterWithdrawal,
  type OutgoingMessage,
  type PledgeCredential,
} from '#web/collective/pledges/pledge-credential.ts';
import {
  openCredentialStore,
  type CredentialStore,
} from '#web/collective/pledges/credential-store.ts';
import { fetchBlindTokens } from '#web/collective/pledges/blind-tokens.ts';
import { takeCarriedSecret } from '#web/collective/pledges/carry-link.ts';
import type { PublishedPledge } from '#web/collective/pledges/count-published-pledges.ts';
import { keepListedPledge } from '#web/collective/pledges/derived-credential.ts';
import { forgetPledgeNews } from '#web/collective/pledges/pledge-news.ts';
import { showStatus } from '#web/enhance/show-status.ts';
import { mountCarrying, type Carrying } from './boycott-carry.ts';
import { tellActs } from './pledger-act-results.ts';
import { statusSinceStart, statusWhilePledging } from './choose-pledge-status.ts';
import { retryWhileOffline } from './retry-while-offline.ts';

/** Characters of the own key that are shown. */
const KEY_SHOWN = 12;
/** Steps of the countdown in seconds: a screen reader reads each. */
const STEP_SECONDS = 10;

/**
 * Makes, finds and uses a pledge. The sentences are in the page
 * (`web/collective/pledges/pledge-widget.tsx`); this decides which one is shown.
 */
export function enhance(root: HTMLElement): void {
  const account = document.querySelector<HTMLElement>('[data-account]')?.dataset['account'];
  const { boycott = '', state = '', can = '' } = root.dataset;
  const isOn = state !== 'pledging';
  const carried = takeCarriedSecret(account !== undefined);
  // Signed out: the page tells what to do.
  if (account === undefined) return;
  // Without https browsers have no WebCrypto.
  if (globalThis.crypto.subtle === undefined) return showStatus(root, 'too-old');
  const part: Part = {
    root,
    account,
    boycott,
    isOn,
    isListed: null,
    seen: false,
    cosignWaits: false,
    carrying: null,
  };
  void begin(part, can === '', carried).catch(() => say(part, 'no-storage'));
}

type Part = {
  readonly root: HTMLElement;
  readonly account: string;
  readonly boycott: string;
  readonly isOn: boolean;
  /** Whether the credential's key is among the published pledges; null before they were fetched. */
  isListed: boolean | null;
  /** Whether this device had a credential of the account for the boycott. */
  seen: boolean;
  /** The site has signed, an organiser's key not yet. */
  cosignWaits: boolean;
  /** Null until storage is open. */
  carrying: Carrying | null;
  timer?: ReturnType<typeof setTimeout>;
};

/** @param carried the secret of another device of hers, read from the address. */
async function begin(part: Part, mayPledge: boolean, carried: CarrySecretBytes): Promise<void> {
  const { root, account, boycott, isOn } = part;
  if (mayPledge || isOn) say(part, 'looking');
  const credentials = await openCredentialStore();
  if (mayPledge || isOn) {
    part.carrying = mountCarrying(root, account, (secret) => find(part, credentials, secret));
  }
  root.addEventListener('click', (event) => void act(part, credentials, event.target));
  const stop = credentials.onChange(() => {
    if (root.isConnected) void update(part, credentials);
    else stop();
  });
  const credential = await credentials.get(account, boycott);
  // Fetches the list also without a pledge: if only pledgers fetched it, fetching would identify
  // them.
  if (isOn || (mayPledge && (credential === undefined || credential.signature === null)))
    await find(part, credentials, carried);
  else await update(part, credentials);
  void sendDueMessages();
}

type CarrySecretBytes = Uint8Array<ArrayBuffer> | null;

/** Looks for the pledge, or fetches what is needed to make one; again by itself after no answer. */
function find(part: Part, credentials: CredentialStore, carried: CarrySecretBytes): Promise<void> {
  const attempt = part.isOn ? look : getToken;
  if (!part.isOn) say(part, 'fetching');
  return retryWhileOffline(part.root, async () => {
    await attempt(part, credentials, carried);
    return part.root.querySelector('[data-say="offline"]:not([hidden])') !== null;
  });
}

/** Fetches the tokens of all boycotts, as every page does hourly. */
async function getToken(
  part: Part,
  credentials: CredentialStore,
  carried: CarrySecretBytes,
): Promise<void> {
  const { account, boycott } = part;
  const states = await fetchBlindTokens(account, carried);
  const state = states === null ? 'offline' : (states.get(boycott) ?? 'refused');
  part.cosignWaits = state === 'cosign-waits';
  // With a signature, or while waiting for one, the credential tells the state.
  if (state === 'had' || state === 'cosign-waits') await update(part, credentials);
  else say(part, state === 'elsewhere' && carried !== null ? 'carry-wrong' : state);
}

/**
 * Fetches the published keys and looks for the own one: that of this device, else the one that is
 * derived of the secret.
 */
async function look(
  part: Part,
  credentials: CredentialStore,
  carried: CarrySecretBytes,
): Promise<void> {
  const { account, boycott } = part;
  const { pledges } = (await fetchJson(`/api/boycotts/${boycott}/pledges`).catch(() => ({}))) as {
    pledges?: readonly PublishedPledge[];
  };
  const carrySecret = carried ?? (await credentials.secretOf(account))?.secret;
  if (carrySecret !== undefined && (await credentials.get(account, boycott)) === undefined) {
    await keepListedPledge(credentials, { account, boycott, carrySecret }, pledges ?? []);
  }
  const credential = await credentials.get(account, boycott);
  part.isListed = pledges === undefined ? null : pledges.some(({ key }) => key === credential?.key);
  if (credential === undefined && carried !== null) {
    say(part, pledges === undefined ? 'offline' : 'carry-none');
  } else {
    await update(part, credentials);
  }
}

async function update(part: Part, credentials: CredentialStore): Promise<void> {
  const { root, account, boycott, isOn } = part;
  const credential = await credentials.get(account, boycott);
  if (credential === undefined) {
    // The token was issued, and the site issues no second one.
    if (isOn || part.seen) say(part, part.seen ? 'erased' : 'none');
    return;
  }
  // Unused tokens are deleted automatically once the boycott is on: that is no loss.
  // One that is not signed goes by itself, too, where the words were not hers.
  part.seen = isOn ? isPledged(credential) : pledgeStateOf(credential) !== 'getting';
  for (const place of root.querySelectorAll('[data-own-key]')) {
    place.textContent = credential.key.slice(0, KEY_SHOWN);
  }
  const state = pledgeStateOf(credential);
  part.carrying?.keep(credential);
  if (isOn) {
    say(part, statusSinceStart(state, part.isListed));
    tellActs(root, credential);
  } else if (state === 'getting') {
    if (part.cosignWaits) say(part, 'cosign-waits');
  } else {
    say(part, statusWhilePledging(state, credential));
    countDown(part, credentials, credential);
  }
}

/** Handles a button. If storage fails, tells so and sends nothing. */
async function act(
  part: Part,
  credentials: CredentialStore,
  target: EventTarget | null,
): Promise<void> {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-act]') : null;
  const credential = await credentials.get(part.account, part.boycott);
  if (button === null || credential === undefined) return;
  const { act: done, value = '' } = button.dataset;
  const about = button.closest<HTMLElement>('[data-about]')?.dataset['about'] ?? '';
  try {
    if (done === 'pledge') {
      // Asks the browser not to evict the storage.
      void navigator.storage?.persist?.();
      await updateOutboxAndSend(credential, (now) => addPledgeToOutbox(now, drawSendingTime()));
      part.carrying?.ask();
    } else if (done === 'withdraw') {
      // An unsent action is cancelled at once; withdrawing a counted one needs confirmation.
      if (!isAskedTwice(button)) return;
      const { signature, dueAt } = await signed(credential, {
        purpose: WITHDRAW_PURPOSE,
        counter: 0,
        value: '',
      });
      await updateOutboxAndSend(credential, (now) =>
        credentialAfterWithdrawal(now, signature, dueAt),
      );
    } else if (done === 'again') {
      await retryFailedSending(credential);
    } else if (done === 'forget') {
      if (!isAskedTwice(button)) return;
      await credentials.eraseWithSecret(credential);
      forgetPledgeNews(part.account, part.boycott);
    } else if (done === 'check-in' || done === 'vote') {
      const counter =
        about === CHECK_IN_PURPOSE
          ? Number(part.root.dataset['day'])
          : nextVoteCounter(credential, about);
      const said = await signed(credential, { purpose: about, counter, value });
      await updateOutboxAndSend(credential, (now) => addActToOutbox(now, said));
    }
  } catch {
    say(part, 'no-storage');
  }
}

/** The first tap asks, the second confirms. */
function isAskedTwice(button: HTMLElement): boolean {
  const { confirm } = button.dataset;
  if (confirm === undefined) return true;
  delete button.dataset['confirm'];
  button.textContent = confirm;
  return false;
}

async function signed(
  credential: PledgeCredential,
  what: Pick<OutgoingMessage, 'purpose' | 'counter' | 'value'>,
): Promise<OutgoingMessage & { readonly signature: string }> {
  const signature = await signPledgerAct(credential, what);
  return { ...what, signature, dueAt: drawSendingTime(), tried: false };
}

/** Shows approximately how long until the next message is sent. */
function countDown(part: Part, credentials: CredentialStore, { outbox }: PledgeCredential): void {
  const [next] = outbox;
  clearTimeout(part.timer);
  if (next === undefined || !part.root.isConnected) return;
  const seconds = Math.max(0, (next.dueAt - Date.now()) / 1_000);
  const shown = String(Math.ceil(seconds / STEP_SECONDS) * STEP_SECONDS);
  for (const place of part.root.querySelectorAll('[data-left]')) {
    if (place.textContent !== shown) place.textContent = shown;
  }
  part.timer = setTimeout(() => void update(part, credentials), STEP_SECONDS * 1_000);
}

/** Shows one sentence, and the form for words where they could help. */
function say({ root, carrying }: Part, wanted: PledgeStatus): void {
  showStatus(root, wanted);
  carrying?.showForm(MAY_CARRY.includes(wanted));
}

const MAY_CARRY: readonly PledgeStatus[] = [
  'elsewhere',
  'erased',
  'none',
  'carry-wrong',
  'carry-none',
];
