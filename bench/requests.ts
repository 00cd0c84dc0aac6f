import { Agent, get } from 'node:http';
import { gzipSync } from 'node:zlib';

/** Median and 99th percentile in milliseconds, and requests per second. */
export type Times = { readonly p50: number; readonly p99: number; readonly perSecond: number };

/** Durations of requests in milliseconds, and the total in seconds. */
export type Run = { readonly times: readonly number[]; readonly seconds: number };

export type Asking = {
  readonly requests: number;
  readonly connections: number;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * Requests addresses over this many connections, after a tenth for warm-up.
 * @throws when an answer is not 200.
 */
export async function run(
  nextAddress: () => string,
  { requests, connections, headers = {} }: Asking,
  check: (body: string) => boolean = () => true,
): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const worker = async (count: number, keep: boolean): Promise<void> => {
    for (let done = 0; done < count; done += 1) {
      const start = performance.now();
      const { status, body } = await ask(nextAddress(), agent, headers);
      if (status !== 200 || !check(body)) throw new Error(`${status}: ${body.slice(0, 200)}`);
      if (keep) times.push(performance.now() - start);
    }
  };
  const share = Math.ceil(requests / connections);
  const all = (count: number, keep: boolean): Promise<unknown> =>
    Promise.all(Array.from({ length: connections }, () => worker(count, keep)));
  await all(Math.ceil(share / 10), false);
  const begun = performance.now();
  await all(share, true);
  const seconds = (performance.now() - begun) / 1_000;
  agent.destroy();
  return { times, seconds };
}

/** Combined times of several runs. */
export function timesOf(runs: readonly Run[]): Times {
  const times = runs.flatMap((one) => one.times).toSorted((a, b) => a - b);
  const seconds = runs.reduce((sum, one) => sum + one.seconds, 0);
  const at = (part: number): number => times[Math.ceil(times.length * part) - 1] ?? 0;
  return { p50: at(0.5), p99: at(0.99), perSecond: times.length / seconds };
}

/** Size of an answer in bytes, raw and gzipped. */
export async function weigh(
  address: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ bytes: number; pressed: number }> {
  const agent = new Agent();
  const { status, body } = await ask(address, agent, headers);
  if (status !== 200) throw new Error(`${status}: ${body.slice(0, 200)}`);
  return { bytes: Buffer.byteLength(body), pressed: gzipSync(body).length };
}

function ask(
  address: string,
  agent: Agent,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    get(address, { agent, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject);
  });
}
