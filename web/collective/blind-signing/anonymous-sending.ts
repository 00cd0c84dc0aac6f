import { MAX_SENDING_DELAY_SECONDS, PADDED_BODY_LENGTH } from '#shared/collective/blind-signing.ts';
import { postJson, type ServerAnswer } from './anonymous-fetch.ts';

/** Draws a random sending time for a message, which therefore does not reveal who visited. */
export function drawSendingTime(): number {
  return Date.now() + chance() * MAX_SENDING_DELAY_SECONDS * 1_000;
}

/** Sends JSON without cookie, cache or referrer, padded to one length. */
export function sendAnonymously(path: string, body: object): Promise<ServerAnswer> {
  return postJson(path, padJson(body), {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    keepalive: true,
  });
}

/** JSON padded to PADDED_BODY_LENGTH characters. */
export function padJson(body: object): string {
  const bare = JSON.stringify({ ...body, padding: '' }).length;
  return JSON.stringify({ ...body, padding: '0'.repeat(Math.max(0, PADDED_BODY_LENGTH - bare)) });
}

/** A random number from 0 to 1 (exclusive). */
export function chance(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return drawn / 2 ** 32;
}
