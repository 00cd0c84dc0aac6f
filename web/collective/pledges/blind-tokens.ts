import type { z } from 'zod/mini';
import { encodePledgeMessage } from '#shared/collective/pledge-messages.ts';
import type { ownTokensResponse } from '#shared/collective/pledges.ts';
import { ALARMING_FINDINGS } from '#shared/transparency-log/verification-findings.ts';
import type { LogCheckResult } from '#shared/transparency-log/check-log.ts';
import { withCrossTabLock } from '#web/evidence/workbook/cross-tab-lock.ts';
import { postJson, fetchJson } from '#web/collective/blind-signing/anonymous-fetch.ts';
import { addDerivedCredential } from './derived-credential.ts';
import {
  SITE_RECORD_SOURCES,
  recheckRecord,
} from '#web/collective/blind-signing/site-record-sources.ts';
import { drawLaterSendingTime, startSending } from './delayed-sending.ts';
import {
  isMaybePledgedElsewhere,
  isPledged,
  hasSignedOutbox,
  addAllSignatures,
  type PledgeCredential,
} from './pledge-credential.ts';
import { isSameSecret, openCredentialStore, type CredentialStore } from './credential-store.ts';
import { keepPledgeNews, type OwnPledges } from './pledge-news.ts';
import {
  areKeysEqual,
  areKeysRecorded,
  type SiteKeys,
} from '#web/collective/blind-signing/recorded-keys.ts';

/**
 * The result of fetching the token of one boycott.
 * - had: it is here
 * - cosign-waits: the site has signed, an organiser's key not yet
 * - record-waits: the act that tells the key has no leaf yet
 * - no-record: the record does not show everybody this key; nothing was requested
 * - elsewhere: this account got its token with another secret: on another device, or before this
 *   browser's storage was cleared
 * - refused: the site issues her none (any more)
 * - offline: no answer
 */
export type TokenFetchResult =
  'had' | 'cosign-waits' | 'record-waits' | 'no-record' | 'elsewhere' | 'refused' | 'offline';

type Listed = z.infer<typeof ownTokensResponse>;
type OpenBoycott = Listed['open'][number];
type OwnTokens = Pick<Listed, 'open'> & Partial<Pick<Listed, 'news' | 'offers'>>;

const DAY_MS = 86_400_000;
/** Days for which an unused credential is kept; longer than any boycott. */
const KEEP_DAYS = 200;

/**
 * Fetches a token for each boycott that the account could pledge in, wanted or not, so that
 * fetching reveals nothing. Deletes obsolete credentials.
 * @param carried the secret of another device of hers, tried where the account's token is issued; the
 *   account's secret here from when the site signs for it.
 * @returns the results; null when the site did not list them.
 */
export function fetchBlindTokens(
  account: string,
  carried: Uint8Array<ArrayBuffer> | null = null,
): Promise<ReadonlyMap<string, TokenFetchResult> | null> {
  return withCrossTabLock('boycott-tokens', async () => {
    const credentials = await openCredentialStore();
    const listed = await listBoycotts();
    if (listed === null) return null;
    // A server before an upgrade tells no news.
    const { open, news = [], offers = [] } = listed;
    // Before those of failed boycotts are deleted.
    keepPledgeNews(account, { news, offers }, await pledgesHere(credentials, account));
    await forgetUseless(credentials, account, open);
    const states = new Map<string, TokenFetchResult>();
    let checked: LogCheckResult | null | undefined;
    for (const one of open) {
      const credential = await credentials.get(account, one.boycott);
      if (credential === undefined || credential.signature === null) {
        // The record is checked once for all.
        if (checked === undefined) checked = await recheckRecord().catch(() => null);
        states.set(one.boycott, await fetchToken(credentials, account, one, checked, carried));
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
  carried: Uint8Array<ArrayBuffer> | null,
): Promise<TokenFetchResult> {
  let known = await credentials.get(account, boycott);
  // The member became established meanwhile: a token of the other rank replaces the unused one. Or
  // she typed other words than those that were tried before.
  const isOfOtherRank = known !== undefined && known.rank !== rank && !issued;
  const isOfOtherWords =
    known?.carried === true &&
    known.outbox.length === 0 &&
    carried !== null &&
    !isSameSecret(known.carrySecret, carried);
  if (known !== undefined && (isOfOtherRank || isOfOtherWords)) {
    await credentials.forget(known);
    known = undefined;
  }
  if (known === undefined && carried === null) {
    const own = await credentials.secretOf(account);
    if (own === undefined ? issued : own.takenElsewhere.includes(boycott)) return 'elsewhere';
  }
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
  if (known !== undefined) return getSigned(credentials, known);
  const secret = issued ? carried : null;
  const carrySecret = secret ?? (await credentials.makeSecret(account)).secret;
  const of = { account, carrySecret, carried: issued };
  return getSigned(credentials, await makeCredential(credentials, of, keys));
}

async function makeCredential(
  credentials: CredentialStore,
  of: Required<Pick<PledgeCredential, 'account' | 'carrySecret' | 'carried'>>,
  { boycott, rank, publicKey, others }: SiteKeys,
): Promise<PledgeCredential> {
  const { blindMessage } = await import('#web/collective/blind-signing/blind-signatures.ts');
  const derived = { ...of, boycott, rank };
  return addDerivedCredential(credentials, derived, async (key, derive) => {
    const message = encodePledgeMessage(boycott, rank, key);
    const { prefix, ...blinded } = await blindMessage([publicKey, ...others], message, derive);
    return {
      publicKey,
      ...(others.length === 0 ? {} : { others }),
      prefix,
      blinded,
      signature: null,
      closed: false,
      said: {},
    };
  });
}

/** Sends the blinded message, repeatedly if necessary, and stores the signature. */
async function getSigned(
  credentials: CredentialStore,
  credential: PledgeCredential,
): Promise<TokenFetchResult> {
  const { account, boycott, rank, key, prefix, blinded } = credential;
  if (blinded === null) return credential.signature === null ? 'refused' : 'had';
  const answer = await postJson(`/api/boycotts/${boycott}/token`, { blinded: blinded.message });
  if (answer.kind === 'no-answer') return 'offline';
  if (answer.kind === 'refused') {
    if (answer.reason === 'key-not-told') return 'record-waits';
    if (answer.reason !== 'token-taken') return 'refused';
    // The site signed another one for this account, so it will never sign this one.
    await credentials.markTakenElsewhere(credential);
    await credentials.forget(credential);
    return 'elsewhere';
  }
  // Signed again, so it is hers: nobody can bring a secret here that is not this account's.
  if (credential.carried === true && credential.carrySecret !== undefined) {
    await credentials.adoptSecret(account, credential.carrySecret);
  }
  const answers = [answer.body['signature'], ...asList(answer.body['cosigned'])].map(asText);
  // Nothing is stored: the browser requests the same token again until all organisers have signed.
  if (answers.includes(null)) return 'cosign-waits';
  const { unblindSignatures } = await import('#web/collective/blind-signing/blind-signatures.ts');
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
      // What another device may have pledged is looked for in the published list.
      const isUseless =
        !isPledged(credential) &&
        !isMaybePledgedElsewhere(credential) &&
        credential.outbox.length === 0;
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

async function listBoycotts(): Promise<OwnTokens | null> {
  try {
    return (await fetchJson('/api/me/boycott-tokens', 'same-origin')) as OwnTokens;
  } catch {
    return null;
  }
}

async function pledgesHere(credentials: CredentialStore, account: string): Promise<OwnPledges> {
  const own = (await credentials.all()).filter((one) => one.account === account);
  return new Map(
    own.flatMap((one): [string, 'pledged' | 'maybe'][] => {
      if (isPledged(one)) return [[one.boycott, 'pledged']];
      return isMaybePledgedElsewhere(one) ? [[one.boycott, 'maybe']] : [];
    }),
  );
}
