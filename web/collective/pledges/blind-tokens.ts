import type { z } from 'zod/mini';
import { encodePledgeMessage } from '#shared/collective/pledge-messages.ts';
import type { ownTokensResponse } from '#shared/collective/pledges.ts';
import { ALARMING_FINDINGS } from '#shared/transparency-log/verification-findings.ts';
import type { LogCheckResult } from '#shared/transparency-log/check-log.ts';
import { withCrossTabLock } from '#web/evidence/workbook/cross-tab-lock.ts';
import { postJson, fetchJson } from './anonymous-fetch.ts';
import { makePledgeSigningKey } from './signing-key.ts';
import { SITE_RECORD_SOURCES, recheckRecord } from './site-record-sources.ts';
import { drawLaterSendingTime, startSending } from './delayed-sending.ts';
import {
  isPledged,
  hasSignedOutbox,
  addAllSignatures,
  type PledgeCredential,
} from './pledge-credential.ts';
import { openCredentialStore, type CredentialStore } from './credential-store.ts';
import { areKeysEqual, areKeysRecorded, type SiteKeys } from './recorded-keys.ts';

/**
 * The result of fetching the token of one boycott.
 * - had: it is here
 * - cosign-waits: the site has signed, an organiser's key not yet
 * - record-waits: the act that tells the key has no leaf yet
 * - no-record: the record does not show everybody this key; nothing was requested
 * - elsewhere: this account got its token on another device, or this browser's storage was cleared
 * - refused: the site issues her none (any more)
 * - offline: no answer
 */
export type TokenFetchResult =
  'had' | 'cosign-waits' | 'record-waits' | 'no-record' | 'elsewhere' | 'refused' | 'offline';

type OpenBoycott = z.infer<typeof ownTokensResponse>['open'][number];

const DAY_MS = 86_400_000;
/** Days for which an unused credential is kept; longer than any boycott. */
const KEEP_DAYS = 200;

/**
 * Fetches a token for each boycott that the account could pledge in, wanted or not, so that
 * fetching reveals nothing. Deletes obsolete credentials.
 * @returns the results; null when the site did not list them.
 */
export function fetchBlindTokens(
  account: string,
): Promise<ReadonlyMap<string, TokenFetchResult> | null> {
  return withCrossTabLock('boycott-tokens', async () => {
    const credentials = await openCredentialStore();
    const open = await openBoycotts();
    if (open === null) return null;
    await forgetUseless(credentials, account, open);
    const states = new Map<string, TokenFetchResult>();
    let checked: LogCheckResult | null | undefined;
    for (const one of open) {
      const credential = await credentials.get(account, one.boycott);
      if (credential === undefined || credential.signature === null) {
        // The record is checked once for all.
        if (checked === undefined) checked = await recheckRecord().catch(() => null);
        states.set(one.boycott, await fetchToken(credentials, account, one, checked));
      } else {
        states.set(one.boycott, 'had');
      }
    }
    return states;
  });
}

async function fetchToken(
  credentials: CredentialStore,
  account: string,
  { boycott, rank, publicKey, others, leaf, issued }: OpenBoycott,
  checked: LogCheckResult | null,
): Promise<TokenFetchResult> {
  let known = await credentials.get(account, boycott);
  if (known !== undefined && known.rank !== rank && !issued) {
    // The member became established meanwhile: a token of the other rank replaces the unused one.
    await credentials.forget(known);
    known = undefined;
  }
  if (known === undefined && issued) return 'elsewhere';
  if (leaf === null) return 'record-waits';
  if (checked === null) return 'offline';
  if (ALARMING_FINDINGS.has(checked.finding)) return 'no-record';
  const keys = { boycott, rank, publicKey, others };
  if (known !== undefined && !areKeysEqual(keysOfCredential(known), [publicKey, ...others])) {
    return 'no-record';
  }
  try {
    const told = await areKeysRecorded(SITE_RECORD_SOURCES, checked, keys);
    if (told === null) return 'record-waits';
    if (!told) return 'no-record';
  } catch {
    return 'offline';
  }
  return getSigned(credentials, known ?? (await makeCredential(credentials, account, keys)));
}

async function makeCredential(
  credentials: CredentialStore,
  account: string,
  { boycott, rank, publicKey, others }: SiteKeys,
): Promise<PledgeCredential> {
  const { blindMessage } = await import('./blind-signatures.ts');
  const make = async (keeps: boolean): Promise<PledgeCredential> => {
    const { key, secret } = await makePledgeSigningKey(keeps);
    const { prefix, ...blinded } = await blindMessage(
      [publicKey, ...others],
      encodePledgeMessage(boycott, rank, key),
    );
    return credentials.add({
      account,
      boycott,
      rank,
      publicKey,
      ...(others.length === 0 ? {} : { others }),
      key,
      secret,
      prefix,
      blinded,
      signature: null,
      madeOn: Math.floor(Date.now() / DAY_MS),
      closed: false,
      outbox: [],
      said: {},
    });
  };
  try {
    return await make(true);
  } catch (error) {
    // Some browsers support the curve but cannot store its keys.
    if (error instanceof DOMException && error.name === 'DataCloneError') return make(false);
    throw error;
  }
}

/** Sends the blinded message, repeatedly if necessary, and stores the signature. */
async function getSigned(
  credentials: CredentialStore,
  credential: PledgeCredential,
): Promise<TokenFetchResult> {
  const { boycott, rank, key, prefix, blinded } = credential;
  if (blinded === null) return credential.signature === null ? 'refused' : 'had';
  const answer = await postJson(`/api/boycotts/${boycott}/token`, { blinded: blinded.message });
  if (answer.kind === 'no-answer') return 'offline';
  if (answer.kind === 'refused') {
    if (answer.reason === 'key-not-told') return 'record-waits';
    if (answer.reason !== 'token-taken') return 'refused';
    // The site signed another one for this account, so it will never sign this one.
    await credentials.forget(credential);
    return 'elsewhere';
  }
  const answers = [answer.body['signature'], ...asList(answer.body['cosigned'])].map(asText);
  // Nothing is stored: the browser requests the same token again until all organisers have signed.
  if (answers.includes(null)) return 'cosign-waits';
  const { unblindSignatures } = await import('./blind-signatures.ts');
  const message = encodePledgeMessage(boycott, rank, key);
  try {
    const signature = await unblindSignatures(
      keysOfCredential(credential),
      { prefix, inverse: blinded.inverse },
      message,
      answers.map(String),
    );
    const kept = await credentials.update(credential, (now) =>
      addAllSignatures(now, signature, drawLaterSendingTime()),
    );
    if (kept !== undefined && hasSignedOutbox(kept)) void startSending();
    return 'had';
  } catch {
    // `unblindSignatures` throws: the answer is not signed by the recorded key.
    return 'no-record';
  }
}

function keysOfCredential({ publicKey, others = [] }: PledgeCredential): readonly string[] {
  return [publicKey, ...others];
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/**
 * Deletes credentials of boycotts long over or failed, and those not pledged in time. Every device with a
 * token asks for the outcome once, in the same way, so that asking does not reveal who pledged.
 */
async function forgetUseless(
  credentials: CredentialStore,
  account: string,
  open: readonly OpenBoycott[],
): Promise<void> {
  const today = Math.floor(Date.now() / DAY_MS);
  const pledging = new Set(open.map(({ boycott }) => boycott));
  for (const credential of await credentials.all()) {
    if (today - credential.madeOn > KEEP_DAYS) await credentials.forget(credential);
    else if (
      credential.account === account &&
      !credential.closed &&
      !pledging.has(credential.boycott)
    ) {
      const state = await stateOf(credential.boycott);
      const isUseless = !isPledged(credential) && credential.outbox.length === 0;
      if (state === 'failed' || (state === 'over' && isUseless))
        await credentials.forget(credential);
      else if (state === 'over')
        await credentials.update(credential, (now) => ({ ...now, closed: true }));
    }
  }
}

async function stateOf(boycott: string): Promise<'pledging' | 'over' | 'failed'> {
  try {
    const { state } = (await fetchJson(`/api/boycotts/${boycott}`)) as { state?: unknown };
    if (state === 'failed') return 'failed';
    return state === 'on' || state === 'ended' ? 'over' : 'pledging';
  } catch {
    return 'pledging';
  }
}

async function openBoycotts(): Promise<readonly OpenBoycott[] | null> {
  try {
    const { open } = (await fetchJson('/api/me/boycott-tokens', 'same-origin')) as z.infer<
      typeof ownTokensResponse
    >;
    return open;
  } catch {
    return null;
  }
}
