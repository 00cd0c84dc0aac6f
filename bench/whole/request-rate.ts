import autocannon from 'autocannon';

/** Requests per second, median and 99th percentile in milliseconds. */
export type Rate = { readonly perSecond: number; readonly p50: number; readonly p99: number };

/** What is asked for again and again, over so many connections at a time. */
export type Asked = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes each request of its own; null where they are all the same. */
  readonly next?: () => {
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly method?: 'GET' | 'POST';
    readonly body?: string;
  };
};

export const CONNECTIONS = 10;

/**
 * Asks for so many seconds.
 * @throws where an answer is not 200, or none comes.
 */
export async function ask(
  { url, headers = {}, next }: Asked,
  seconds: number,
  connections: number = CONNECTIONS,
): Promise<Rate> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    headers: { ...headers },
    ...(next === undefined
      ? {}
      : { requests: [{ setupRequest: (request) => ({ ...request, ...next() }) }] }),
  });
  const { non2xx, errors, timeouts, latency, requests } = result;
  if (non2xx + errors + timeouts > 0) {
    throw new Error(`${url}: ${non2xx} refused, ${errors} broken, ${timeouts} too late`);
  }
  return { perSecond: requests.total / result.duration, p50: latency.p50, p99: latency.p99 };
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
