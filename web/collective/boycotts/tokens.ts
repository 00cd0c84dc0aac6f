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
 * What came of asking for the signature of one boycott.
 * - had: it is here
 * - cosign-waits: the site has signed, and an organiser's key has not yet
 * - record-waits: the act that tells the key has no place in the signed record yet
 * - no-record: the record does not tell everybody this key. Nothing was asked
 * - elsewhere: this account had its signature, on another device or in a browser that was emptied
 * - refused: the site gives her none (any more)
 * - offline: no answer
 */
export type TokenState =
  'had' | 'cosign-waits' | 'record-waits' | 'no-record' | 'elsewhere' | 'refused' | 'offline';

type OpenBoycott = z.infer<typeof ownTokensResponse>['open'][number];

const DAY_MS = 86_400_000;
/** Longer than any boycott can last. */
const KEEP_DAYS = 200;

/**
 * Asks for one signature for each boycott that the account can pledge in, wanted or not, so that
 * asking says nothing. Forgets those that are of no more use.
 * @returns what came of each; null where the site did not say which there are.
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
        // One look at the record serves all of them.
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
    // Some browsers sign with keys that they cannot keep.
    if (error instanceof DOMException && error.name === 'DataCloneError') return make(false);
    throw error;
  }
}

/** Sends what was blinded, as often as it takes, and keeps the signature. */
async function getSigned(slips: Slips, slip: Slip): Promise<TokenState> {
  const { boycott, rank, key, prefix, blinded } = slip;
  if (blinded === null) return slip.signature === null ? 'refused' : 'had';
  const answer = await askFor(`/api/boycotts/${boycott}/token`, { blinded: blinded.message });
  if (answer.kind === 'no-answer') return 'offline';
  if (answer.kind === 'refused') {
    if (answer.reason === 'key-not-told') return 'record-waits';
    if (answer.reason !== 'token-taken') return 'refused';
    // It signed another one for this account, so it will never sign this one.
    await slips.forget(slip);
    return 'elsewhere';
  }
  const answers = [answer.body['signature'], ...asList(answer.body['cosigned'])].map(asText);
  // Nothing of it is kept: the same is asked for until all have signed.
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
    // Signed by a key that is not the one of the record.
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
 * Forgets what is long over, what failed, and what was not pledged in time. Every device that has a
 * signature asks once how it ended, and with the same words: asking does not tell who pledged.
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
