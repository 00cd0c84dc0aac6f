import { connect } from 'node:net';

/** Requests per second, median and 99th percentile in milliseconds. */
export type Rate = { readonly perSecond: number; readonly p50: number; readonly p99: number };

type Sent = {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
};

/** What is asked for again and again, over so many connections at a time. */
export type Asked = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes each request of its own; null where they are all the same. */
  readonly next?: () => Sent;
};

export const CONNECTIONS = 10;

/**
 * Asks for so many seconds, over plain sockets: a client that makes and reads whole HTTP messages takes
 * longer than the site.
 * @throws where an answer is not 200 or 201, or a connection breaks.
 */
export async function ask(
  { url, headers = {}, next }: Asked,
  seconds: number,
  connections: number = CONNECTIONS,
): Promise<Rate> {
  const { hostname, port, host, pathname, search } = new URL(url);
  const same = writeRequest(host, { path: `${pathname}${search}`, headers });
  const make =
    next === undefined
      ? () => same
      : () => {
          const sent = next();
          return writeRequest(host, { ...sent, headers: { ...headers, ...sent.headers } });
        };
  const took: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  const open = Array.from({ length: connections }, () =>
    askOver({ host: hostname, port: Number(port) }, make, end, took),
  );
  const failed = (await Promise.allSettled(open)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.floor(took.length * share)] ?? 0;
  const perSecond = (took.length * 1_000) / (performance.now() - begun);
  return { perSecond, p50: at(0.5), p99: at(0.99) };
}

function writeRequest(host: string, { path, headers = {}, method = 'GET', body }: Sent): string {
  let head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n`;
  for (const name of Object.keys(headers)) head += `${name}: ${headers[name]}\r\n`;
  if (body !== undefined) head += `content-length: ${Buffer.byteLength(body)}\r\n`;
  return `${head}\r\n${body ?? ''}`;
}

/** Asks over one connection, one request at a time, until `end` (`performance.now()`). */
function askOver(
  address: { readonly host: string; readonly port: number },
  make: () => string,
  end: number,
  took: number[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, noDelay: true });
    let sentAt = 0;
    let asked = '';
    /** Bytes of the answer that are still to come; null while its head is. */
    let left: number | null = null;
    let head = '';
    const send = (): void => {
      sentAt = performance.now();
      if (sentAt >= end) {
        socket.destroy();
        resolve();
        return;
      }
      asked = make();
      socket.write(asked);
    };
    const fail = (why: string): void => {
      socket.destroy();
      reject(new Error(`${asked.split('\r\n', 1)[0]}: ${why}`));
    };
    socket.on('connect', send);
    socket.on('error', (error) => fail(error.message));
    socket.on('end', () => fail('the connection was closed'));
    socket.on('data', (chunk) => {
      let bytes = chunk.length;
      if (left === null) {
        head += chunk.toString('latin1');
        const bodyAt = head.indexOf('\r\n\r\n') + 4;
        if (bodyAt < 4) return;
        const status = head.slice(9, 12);
        const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
        if (status !== '200' && status !== '201') return fail(`answered ${status}`);
        if (length === undefined) return fail('an answer without a length');
        bytes = head.length - bodyAt;
        left = Number(length);
        head = '';
      }
      left -= bytes;
      if (left > 0) return;
      left = null;
      took.push(performance.now() - sentAt);
      send();
    });
  });
}

/** Alternates both, so that other load affects both; after a short warm-up. */
export async function compare(
  site: Asked,
  bare: Asked,
  {
    seconds,
    rounds,
    connections,
  }: { readonly seconds: number; readonly rounds: number; readonly connections?: number },
): Promise<{ site: Rate; bare: Rate; ratio: number }> {
  const [of, other]: [Rate[], Rate[]] = [[], []];
  await ask(site, 1, connections);
  await ask(bare, 1, connections);
  for (let round = 0; round < rounds; round += 1) {
    of.push(await ask(site, seconds, connections));
    other.push(await ask(bare, seconds, connections));
  }
  const ratios = of.map(({ perSecond }, round) => perSecond / (other[round]?.perSecond ?? 1));
  return { site: middle(of), bare: middle(other), ratio: median(ratios) };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function middle(rates: readonly Rate[]): Rate {
  return {
    perSecond: median(rates.map(({ perSecond }) => perSecond)),
    p50: median(rates.map(({ p50 }) => p50)),
    p99: median(rates.map(({ p99 }) => p99)),
  };
}
