// Signs up in a thread of its own: what sending costs must not delay the visitors who are timed.
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';

/** What is sent: `together` at a time, so many at once or for so long. */
export type SignUps = {
  readonly url: string;
  readonly password: string;
  readonly together: number;
  readonly seconds: number;
  /** The first number of the pseudonyms. */
  readonly from: number;
};

/** One address is asked for work after 60. */
const SIGN_UPS_AN_ADDRESS = 50;

const { url, password, together, seconds, from } = workerData as SignUps;
const statuses: Record<number, number> = {};
let sent = from;

/** Signs up from an address of its own for each fifty. */
async function signUp(): Promise<void> {
  sent += 1;
  const network = Math.floor(sent / SIGN_UPS_AN_ADDRESS);
  const answer = await fetch(`${url}/api/sign-up`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: url,
      'x-forwarded-for': `198.51.${Math.floor(network / 256)}.${network % 256}`,
    },
    body: JSON.stringify({ pseudonym: `Membre ${sent}`, password, agree: true }),
  });
  await answer.arrayBuffer();
  statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
}

const port = parentPort;
if (port === null) throw new Error('This runs in a thread of bench/overload.ts.');
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
port.postMessage('ready');
await once(port, 'message');
const end = performance.now() + seconds * 1_000;
async function one(): Promise<void> {
  do await signUp();
  while (performance.now() < end);
}
await Promise.all(Array.from({ length: together }, one));
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
port.postMessage(statuses);
port.close();
