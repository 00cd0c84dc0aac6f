import { MAX_VOTES_PER_BALLOT } from '#shared/collective/pledge-messages.ts';
import { withCrossTabLock } from '#web/evidence/workbook/cross-tab-lock.ts';
import { chance, sendAnonymously } from '#web/collective/blind-signing/anonymous-sending.ts';
import type { ServerAnswer } from '#web/collective/blind-signing/anonymous-fetch.ts';
import {
  PLEDGE_PURPOSE,
  ballotPurpose,
  hasSignedOutbox,
  rescheduleMessage,
  storeFinalAnswer,
  markMessageTried,
  replaceMessage,
  type OutgoingMessage,
  type PledgeCredential,
} from './pledge-credential.ts';
import { signPledgerAct } from './signing-key.ts';
import { openCredentialStore, type CredentialStore } from './credential-store.ts';
import { removeItem, saveItem } from '#web/enhance/device-storage.ts';

/**
 * Maximum delay of overdue messages after a page opens, so that they are not sent together with its
 * request.
 */
const SOON_MS = 20_000;
/** Delay after a failed attempt. */
const AGAIN_MS = 60_000;
const LATER_MS = 3_600_000;
/** Local storage key, set while a message waits, so that other pages need not open the database. */
const WAITING = 'contrenote.pledges-wait';

/**
 * Draws a sending time within an hour, for a pledge that waited for a signature, so that it is not
 * linked to the signed-in request for that.
 */
export function drawLaterSendingTime(): number {
  return Date.now() + chance() * LATER_MS;
}

/** Starts sending what waits on this device and is ready. */
export async function startSending(): Promise<void> {
  saveItem(WAITING, '1');
  await sendDueMessages();
}

// Timers of this page; they survive Turbo visits.
let timer: ReturnType<typeof setTimeout> | undefined;
let first = true;

export async function updateOutboxAndSend(
  of: Pick<PledgeCredential, 'account' | 'boycott'>,
  change: (now: PledgeCredential) => PledgeCredential,
): Promise<void> {
  const credentials = await openCredentialStore();
  saveItem(WAITING, '1');
  await credentials.update(of, change);
  await sendDueMessages();
}

/** Retries at once the messages that failed. */
export function retryFailedSending(
  of: Pick<PledgeCredential, 'account' | 'boycott'>,
): Promise<void> {
  const now = Date.now();
  const due = (one: OutgoingMessage): OutgoingMessage => (one.tried ? { ...one, dueAt: now } : one);
  return updateOutboxAndSend(of, (credential) => ({
    ...credential,
    outbox: credential.outbox.map(due),
  }));
}

/** Sends what is due and schedules the rest; the next visit sends what remains. */
export async function sendDueMessages(): Promise<void> {
  const opens = first;
  first = false;
  const credentials = await openCredentialStore();
  await withCrossTabLock('pledges', async () => {
    if (opens) await spread(credentials);
    await sendDue(credentials);
  });
  const moments = (await credentials.all())
    .filter(hasSignedOutbox)
    .flatMap(({ outbox }) => outbox[0]?.dueAt ?? []);
  // The mark lets every page send messages, not only the boycott's.
  if (moments.length > 0) saveItem(WAITING, '1');
  else removeItem(WAITING);
  clearTimeout(timer);
  if (moments.length === 0) return;
  const next = Math.max(0, Math.min(...moments) - Date.now());
  timer = setTimeout(() => void sendDueMessages(), next);
}

/** Gives each overdue message a time of its own: sent together, they would be linked to one person. */
async function spread(credentials: CredentialStore): Promise<void> {
  const now = Date.now();
  for (const credential of await credentials.all()) {
    if (!hasSignedOutbox(credential) || !credential.outbox.some(({ dueAt }) => dueAt < now))
      continue;
    const spaced = (one: OutgoingMessage): OutgoingMessage =>
      one.dueAt < now ? { ...one, dueAt: now + chance() * SOON_MS } : one;
    await credentials.update(credential, (known) => ({
      ...known,
      outbox: known.outbox.map(spaced),
    }));
  }
}

async function sendDue(credentials: CredentialStore): Promise<void> {
  for (const credential of await credentials.all()) {
    // Sends in order: an act is only accepted after its pledge.
    let now: PledgeCredential | null = hasSignedOutbox(credential) ? credential : null;
    while (now !== null) {
      const [next]: readonly OutgoingMessage[] = now.outbox;
      now =
        next === undefined || next.dueAt > Date.now()
          ? null
          : await sendOne(credentials, now, next);
    }
  }
}

/**
 * Sends one message.
 * @returns the credential after an answer; null when the rest would fail too.
 */
async function sendOne(
  credentials: CredentialStore,
  credential: PledgeCredential,
  outgoing: OutgoingMessage,
): Promise<PledgeCredential | null> {
  // Stored before sending: if the answer is lost, it may have arrived.
  await credentials.update(credential, (now) => markMessageTried(now, outgoing));
  const answer = await send(credential, outgoing);
  if (answer.kind === 'no-answer') {
    await credentials.update(credential, (now) =>
      rescheduleMessage(now, outgoing, Date.now() + AGAIN_MS),
    );
    return null;
  }
  const refused = answer.kind === 'refused' ? answer.reason : null;
  const isVote = outgoing.purpose.startsWith(ballotPurpose(''));
  if (isVote && refused === 'turn-taken' && outgoing.counter < MAX_VOTES_PER_BALLOT) {
    return (await signNextVote(credentials, credential, outgoing)) ?? null;
  }
  return (
    (await credentials.update(credential, (now) => storeFinalAnswer(now, outgoing, refused))) ??
    null
  );
}

/** Signs a vote with the next counter: another device of hers, whose counters are unknown, voted too. */
async function signNextVote(
  credentials: CredentialStore,
  credential: PledgeCredential,
  outgoing: OutgoingMessage,
): Promise<PledgeCredential | undefined> {
  const counter = outgoing.counter + 1;
  const signature = await signPledgerAct(credential, { ...outgoing, counter });
  const next = { ...outgoing, counter, signature, tried: false };
  return credentials.update(credential, (now) => replaceMessage(now, outgoing, next));
}

/** Sends a message without cookie, cache or referrer, padded to one length. */
function send(credential: PledgeCredential, outgoing: OutgoingMessage): Promise<ServerAnswer> {
  const { boycott, key, rank, prefix, signature } = credential;
  const isPledge = outgoing.purpose === PLEDGE_PURPOSE;
  const { purpose, counter, value } = outgoing;
  const body = isPledge
    ? { rank, key, prefix, signature }
    : { key, purpose, counter, value, signature: outgoing.signature };
  return sendAnonymously(`/api/boycotts/${boycott}/${isPledge ? 'pledges' : 'acts'}`, body);
}
