import type { z } from 'zod/mini';
import { pledgeMessage } from '#shared/collective/pledge-messages.ts';
import type { ownTokensResponse } from '#shared/collective/pledges.ts';
import { ALARMING } from '#shared/transparency-log/record-findings.ts';
import type { CheckedRecord } from '#shared/transparency-log/record-check.ts';
import { oneAtATime } from '#web/identity/workbook/locks.ts';
import { askFor, fetchJson } from './ask.ts';
import { makeSigningKey } from './signing-key.ts';
import { SITE_ANSWERS, lookAgain } from './site-answers.ts';
import { drawLaterMoment, sendSoon } from './send.ts';
import { isPledged, isSendable, signedByAll, type Slip } from './slip.ts';
import { openSlips, type Slips } from './slips.ts';
import { isSame, isTold, type ToldKeys } from './told-key.ts';

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
export type TokenState =
  'had' | 'cosign-waits' | 'record-waits' | 'no-record' | 'elsewhere' | 'refused' | 'offline';

type OpenBoycott = z.infer<typeof ownTokensResponse>['open'][number];

const DAY_MS = 86_400_000;
/** Longer than any boycott. */
const KEEP_DAYS = 200;

/**
 * Fetches a token for each boycott that the account could pledge in, wanted or not, so that
 * fetching reveals nothing. Deletes obsolete slips.
 * @returns the results; null when the site did not list them.
 */
export function fetchTokens(account: string): Promise<ReadonlyMap<string, TokenState> | null> {
  return oneAtATime('boycott-tokens', async () => {
    const slips = await openSlips();
    const open = await openBoycotts();
    if (open === null) return null;
    await forgetUseless(slips, account, open);
    const states = new Map<string, TokenState>();
    let checked: CheckedRecord | null | undefined;
    for (const one of open) {
      const slip = await slips.get(account, one.boycott);
      if (slip === undefined || slip.signature === null) {
        // The record is checked once for all.
        if (checked === undefined) checked = await lookAgain().catch(() => null);
        states.set(one.boycott, await fetchToken(slips, account, one, checked));
      } else {
        states.set(one.boycott, 'had');
      }
    }
    return states;
  });
}

async function fetchToken(
  slips: Slips,
  account: string,
  { boycott, rank, publicKey, others, leaf, issued }: OpenBoycott,
  checked: CheckedRecord | null,
): Promise<TokenState> {
  let known = await slips.get(account, boycott);
  if (known !== undefined && known.rank !== rank && !issued) {
    // She became established meanwhile: another key signs for her now.
    await slips.forget(known);
    known = undefined;
  }
  if (known === undefined && issued) return 'elsewhere';
  if (leaf === null) return 'record-waits';
  if (checked === null) return 'offline';
  if (ALARMING.has(checked.finding)) return 'no-record';
  const keys = { boycott, rank, publicKey, others };
  if (known !== undefined && !isSame(keysOfSlip(known), [publicKey, ...others])) {
    return 'no-record';
  }
  try {
    const told = await isTold(SITE_ANSWERS, checked, keys);
    if (told === null) return 'record-waits';
    if (!told) return 'no-record';
  } catch {
    return 'offline';
  }
  return getSigned(slips, known ?? (await makeSlip(slips, account, keys)));
}

async function makeSlip(
  slips: Slips,
  account: string,
  { boycott, rank, publicKey, others }: ToldKeys,
): Promise<Slip> {
  const { blind } = await import('./blind.ts');
  const make = async (keeps: boolean): Promise<Slip> => {
    const { key, secret } = await makeSigningKey(keeps);
    const { prefix, ...blinded } = await blind(
      [publicKey, ...others],
      pledgeMessage(boycott, rank, key),
    );
    return slips.add({
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
async function getSigned(slips: Slips, slip: Slip): Promise<TokenState> {
  const { boycott, rank, key, prefix, blinded } = slip;
  if (blinded === null) return slip.signature === null ? 'refused' : 'had';
  const answer = await askFor(`/api/boycotts/${boycott}/token`, { blinded: blinded.message });
  if (answer.kind === 'no-answer') return 'offline';
  if (answer.kind === 'refused') {
    if (answer.reason === 'key-not-told') return 'record-waits';
    if (answer.reason !== 'token-taken') return 'refused';
    // The site signed another one for this account, so it will never sign this one.
    await slips.forget(slip);
    return 'elsewhere';
  }
  const answers = [answer.body['signature'], ...asList(answer.body['cosigned'])].map(asText);
  // Nothing is stored: the same is requested until all have signed.
  if (answers.includes(null)) return 'cosign-waits';
  const { unblind } = await import('./blind.ts');
  const message = pledgeMessage(boycott, rank, key);
  try {
    const signature = await unblind(
      keysOfSlip(slip),
      { prefix, inverse: blinded.inverse },
      message,
      answers.map(String),
    );
    const kept = await slips.update(slip, (now) => signedByAll(now, signature, drawLaterMoment()));
    if (kept !== undefined && isSendable(kept)) void sendSoon();
    return 'had';
  } catch {
    // Not signed by the recorded key.
    return 'no-record';
  }
}

function keysOfSlip({ publicKey, others = [] }: Slip): readonly string[] {
  return [publicKey, ...others];
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/**
 * Deletes slips of boycotts long over or failed, and those not pledged in time. Every device with a
 * token asks for the outcome once, in the same way, so that asking does not reveal who pledged.
 */
async function forgetUseless(
  slips: Slips,
  account: string,
  open: readonly OpenBoycott[],
): Promise<void> {
  const today = Math.floor(Date.now() / DAY_MS);
  const pledging = new Set(open.map(({ boycott }) => boycott));
  for (const slip of await slips.all()) {
    if (today - slip.madeOn > KEEP_DAYS) await slips.forget(slip);
    else if (slip.account === account && !slip.closed && !pledging.has(slip.boycott)) {
      const state = await stateOf(slip.boycott);
      const isUseless = !isPledged(slip) && slip.outbox.length === 0;
      if (state === 'failed' || (state === 'over' && isUseless)) await slips.forget(slip);
      else if (state === 'over') await slips.update(slip, (now) => ({ ...now, closed: true }));
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
