import { MAX_DELAY_SECONDS, PADDED_LENGTH } from '#shared/collective/pledge-messages.ts';
import { oneAtATime } from '#web/identity/workbook/locks.ts';
import { askFor, type Answer } from './ask.ts';
import { PLEDGE, isSendable, later, settled, tried, type Outgoing, type Slip } from './slip.ts';
import { openSlips, type Slips } from './slips.ts';

/** What is overdue as a page opens waits so long at most: it should not go as one with the page. */
const SOON_MS = 20_000;
/** After a try that nothing answered. */
const AGAIN_MS = 60_000;
const LATER_MS = 3_600_000;
/** Kept while something waits: other pages need to know no more. */
const WAITING = 'contrenote.pledges-wait';

/** When something may go: at random, so that its moment does not tell who was here. */
export function drawMoment(): number {
  return Date.now() + chance() * MAX_DELAY_SECONDS * 1_000;
}

/**
 * The same for what waited for a signature: within an hour, so that it does not come with the request
 * that brought the signature and bears her name.
 */
export function drawLaterMoment(): number {
  return Date.now() + chance() * LATER_MS;
}

/** What waits on this device and can go, goes by itself from here on. */
export async function sendSoon(): Promise<void> {
  mark(true);
  await sendWaiting();
}

// Timers of this page; a visit by Turbo keeps them.
let timer: ReturnType<typeof setTimeout> | undefined;
let first = true;

/** Changes what a slip has to send; from here on it goes by itself. */
export async function queue(
  of: Pick<Slip, 'account' | 'boycott'>,
  change: (now: Slip) => Slip,
): Promise<void> {
  const slips = await openSlips();
  mark(true);
  await slips.update(of, change);
  await sendWaiting();
}

/** Sends at once what nothing answered. */
export function sendAgain(of: Pick<Slip, 'account' | 'boycott'>): Promise<void> {
  const now = Date.now();
  const due = (one: Outgoing): Outgoing => (one.tried ? { ...one, dueAt: now } : one);
  return queue(of, (slip) => ({ ...slip, outbox: slip.outbox.map(due) }));
}

/** Sends what is due, and waits for what is not yet; whatever remains goes at the next visit. */
export async function sendWaiting(): Promise<void> {
  const opens = first;
  first = false;
  const slips = await openSlips();
  await oneAtATime('pledges', async () => {
    if (opens) await spread(slips);
    await sendDue(slips);
  });
  const moments = (await slips.all())
    .filter(isSendable)
    .flatMap(({ outbox }) => outbox[0]?.dueAt ?? []);
  mark(moments.length > 0);
  clearTimeout(timer);
  if (moments.length === 0) return;
  const next = Math.max(0, Math.min(...moments) - Date.now());
  timer = setTimeout(() => void sendWaiting(), next);
}

/** Whether something waits on this device to be sent. */
export function isWaiting(): boolean {
  try {
    return localStorage.getItem(WAITING) !== null;
  } catch {
    return false;
  }
}

function mark(waits: boolean): void {
  try {
    if (waits) localStorage.setItem(WAITING, '1');
    else localStorage.removeItem(WAITING);
  } catch {
    // Then it goes from the page of its boycott alone.
  }
}

/** Gives each that is overdue a moment of its own: sent together, they would tell that they are one person's. */
async function spread(slips: Slips): Promise<void> {
  const now = Date.now();
  for (const slip of await slips.all()) {
    if (!isSendable(slip) || !slip.outbox.some(({ dueAt }) => dueAt < now)) continue;
    const spaced = (one: Outgoing): Outgoing =>
      one.dueAt < now ? { ...one, dueAt: now + chance() * SOON_MS } : one;
    await slips.update(slip, (known) => ({ ...known, outbox: known.outbox.map(spaced) }));
  }
}

async function sendDue(slips: Slips): Promise<void> {
  for (const slip of await slips.all()) {
    // In their order: an act is of no use before the pledge.
    let now: Slip | null = isSendable(slip) ? slip : null;
    while (now !== null) {
      const [next]: readonly Outgoing[] = now.outbox;
      now = next === undefined || next.dueAt > Date.now() ? null : await sendOne(slips, now, next);
    }
  }
}

/** @returns the slip once the site has answered; null where the rest would fare no better. */
async function sendOne(slips: Slips, slip: Slip, outgoing: Outgoing): Promise<Slip | null> {
  // Kept before it leaves: should the answer be lost, it is known that it may have arrived.
  await slips.update(slip, (now) => tried(now, outgoing));
  const answer = await send(slip, outgoing);
  if (answer.kind === 'no-answer') {
    await slips.update(slip, (now) => later(now, outgoing, Date.now() + AGAIN_MS));
    return null;
  }
  const refused = answer.kind === 'refused' ? answer.reason : null;
  return (await slips.update(slip, (now) => settled(now, outgoing, refused))) ?? null;
}

/** Without a cookie, a cache, or the page that it was said on; of one length, whatever it is. */
function send(slip: Slip, outgoing: Outgoing): Promise<Answer> {
  const { boycott, key, rank, prefix, signature } = slip;
  const isPledge = outgoing.purpose === PLEDGE;
  const { purpose, counter, value } = outgoing;
  const body = isPledge
    ? { rank, key, prefix, signature }
    : { key, purpose, counter, value, signature: outgoing.signature };
  return askFor(`/api/boycotts/${boycott}/${isPledge ? 'pledges' : 'acts'}`, pad(body), {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    keepalive: true,
  });
}

/** JSON of exactly PADDED_LENGTH characters. */
export function pad(body: object): string {
  const bare = JSON.stringify({ ...body, padding: '' }).length;
  return JSON.stringify({ ...body, padding: '0'.repeat(Math.max(0, PADDED_LENGTH - bare)) });
}

/** From 0 up to, not with, 1. */
function chance(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return drawn / 2 ** 32;
}
