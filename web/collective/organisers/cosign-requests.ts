import type { PledgeRank } from '#shared/collective/boycotts.ts';
import { fromBase64, toBase64 } from '#shared/transparency-log/signed-notes.ts';
import { SIGNATURE_BYTES } from '#shared/collective/blind-signing.ts';
import type { CosignDue } from '#shared/collective/pledges.ts';
import type { LogCheckResult } from '#shared/transparency-log/check-log.ts';
import { ALARMING_FINDINGS } from '#shared/transparency-log/verification-findings.ts';
import { withCrossTabLock } from '#web/evidence/workbook/cross-tab-lock.ts';
import { postJson, fetchJson } from '#web/collective/blind-signing/anonymous-fetch.ts';
import { drawRandomBelow } from '#web/collective/blind-signing/blind-signatures.ts';
import {
  signBlindedNumber,
  numberToBytes,
  bytesToNumber,
} from '#web/collective/blind-signing/blind-rsa.ts';
import {
  privateNumbersOf,
  openOrganiserKeyStore,
  type OrganiserKey,
  type OrganiserKeyStore,
} from './organiser-key-store.ts';
import {
  SITE_RECORD_SOURCES,
  recheckRecord,
} from '#web/collective/blind-signing/site-record-sources.ts';
import { keysOfRank, openRecordedBoycott } from '#web/collective/blind-signing/recorded-keys.ts';

/**
 * The result of signing for one boycott.
 * - signed: all requests
 * - refused: there are more requests than possible pledgers in the record; the site was told, and
 * records it
 * - record-waits: the act that tells the keys has no leaf yet
 * - no-record: the record does not show everybody her key; nothing was signed
 * - elsewhere: this device does not have the key
 * - offline: no answer
 */
export type CosignResult =
  'signed' | 'refused' | 'record-waits' | 'no-record' | 'elsewhere' | 'offline';

/** Maximum rounds; each returns a batch of requests. */
const MAX_ROUNDS = 50;

/**
 * Signs all requests that wait for an account's keys on this device.
 * @returns the result by boycott, of those with requests; null when the site did not answer.
 */
export function cosignWaitingRequests(
  account: string,
): Promise<ReadonlyMap<string, CosignResult> | null> {
  return withCrossTabLock('boycott-cosign', async () => {
    const keys = await openOrganiserKeyStore();
    const states = new Map<string, CosignResult>();
    let checked: LogCheckResult | null | undefined;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const due = await askDue();
      if (due === null) return round === 0 ? null : states;
      let signed = 0;
      for (const one of due) {
        if (one.blinded.length > 0 && checked === undefined) {
          checked = await recheckRecord().catch(() => null);
        }
        const done = await cosign(keys, account, one, checked ?? null);
        states.set(one.boycott, worst(states.get(one.boycott), done.state));
        signed += done.signed;
      }
      if (signed === 0) break;
    }
    return states;
  });
}

/** The more serious of two keys' results for one boycott. */
function worst(before: CosignResult | undefined, now: CosignResult): CosignResult {
  return before === undefined || before === 'signed' ? now : before;
}

async function askDue(): Promise<readonly CosignDue[] | null> {
  try {
    const { due } = (await fetchJson('/api/me/cosignatures', 'same-origin')) as {
      due: readonly CosignDue[];
    };
    return due;
  } catch {
    return null;
  }
}

type Done = { readonly state: CosignResult; readonly signed: number };
const none = (state: CosignResult): Done => ({ state, signed: 0 });

async function cosign(
  keys: OrganiserKeyStore,
  account: string,
  { boycott, rank, publicKey, blinded }: CosignDue,
  checked: LogCheckResult | null,
): Promise<Done> {
  const key = await keys.get({ account, boycott, rank });
  if (key === undefined || key.publicKey !== publicKey) return none('elsewhere');
  if (blinded.length === 0) return none('signed');
  if (checked === null) return none('offline');
  if (ALARMING_FINDINGS.has(checked.finding)) return none('no-record');
  let row: Awaited<ReturnType<typeof openRecordedBoycott>>;
  try {
    row = await openRecordedBoycott(SITE_RECORD_SOURCES, checked, boycott);
  } catch {
    return none('offline');
  }
  if (row === null) return none('record-waits');
  if (row === 'misfit' || !keysOfRank(row, rank).includes(publicKey)) return none('no-record');
  const { signed, marks, refuses } = await signMessagesUpToLimit(key, blinded, limitOf(row, rank));
  // Stored before sending: a signature counts even if the answer is lost.
  await keys.put([{ ...key, signed: marks }]);
  const answer = await postJson(`/api/boycotts/${boycott}/cosignatures`, {
    rank,
    signed,
    ...(refuses ? { refuses } : {}),
  });
  if (refuses) return { state: 'refused', signed: 0 };
  return answer.kind === 'done' ? { state: 'signed', signed: signed.length } : none('offline');
}

/** The number of possible pledgers of a rank in the record. */
function limitOf(row: Readonly<Record<string, unknown>>, rank: PledgeRank): number {
  const limit = Number(row[rank === 'new' ? 'eligibleNew' : 'eligible'] ?? 0);
  return Number.isSafeInteger(limit) ? limit : 0;
}

/**
 * Signs messages until the key has signed `limit` different ones; a message signed before is signed
 * again and not counted. Returns in `marks` the hashes of all, and in `refuses` whether the limit
 * left some unsigned.
 */
export async function signMessagesUpToLimit(
  key: OrganiserKey,
  blinded: readonly string[],
  limit: number,
): Promise<{
  readonly signed: readonly { readonly blinded: string; readonly signature: string }[];
  readonly marks: readonly string[];
  readonly refuses: boolean;
}> {
  const numbers = privateNumbersOf(key);
  const marks = new Set(key.signed);
  const signed: { blinded: string; signature: string }[] = [];
  let refuses = false;
  for (const message of blinded) {
    const bytes = Uint8Array.from(fromBase64(message) ?? []);
    const mark = toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
    if (!marks.has(mark) && marks.size >= limit) {
      refuses = true;
      continue;
    }
    const signature = signOne(numbers, bytes);
    if (signature === null) continue;
    marks.add(mark);
    signed.push({ blinded: message, signature });
    // Yields to keep the page responsive.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { signed, marks: [...marks], refuses };
}

/** Signs one blinded message, base64; null for a number that this key cannot sign. */
function signOne(numbers: ReturnType<typeof privateNumbersOf>, bytes: Uint8Array): string | null {
  const blinded = bytesToNumber(bytes);
  if (bytes.length !== SIGNATURE_BYTES || blinded === 0n || blinded >= numbers.n) return null;
  return toBase64(
    numberToBytes(signBlindedNumber(numbers, blinded, drawRandomBelow(numbers.n)), SIGNATURE_BYTES),
  );
}
