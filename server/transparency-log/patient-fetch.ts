import { setTimeout } from 'node:timers/promises';

/** That a record could not be read; with a status where somebody answered, and said so. */
export class NoAnswer extends Error {
  readonly status: number | null;

  constructor(message: string, options: ErrorOptions & { readonly status?: number } = {}) {
    super(message, options);
    this.status = options.status ?? null;
  }
}

/** The answers of a site that is busy, restarting or being updated: it asks to come back. */
const LATER: ReadonlySet<number> = new Set([429, 503]);
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 120_000;
/** All waits for one answer together. */
export const PATIENCE_MS = 600_000;

export type Asking = RequestInit & {
  /** For each try, up to the head of its answer or, where there is a `body`, its end. */
  readonly timeoutMs?: number;
  readonly sleep?: (ms: number) => Promise<unknown>;
};

/**
 * Asks an address, and again where it answers 429 or 503: after as long as `Retry-After` says, and
 * twice as long each time at least. Where that is longer than ten minutes in all, the last answer is
 * the answer.
 * @throws NoAnswer where nobody answers.
 */
export async function fetchPatiently(
  url: string,
  { timeoutMs, sleep = setTimeout, ...init }: Asking = {},
): Promise<Response> {
  let patience = PATIENCE_MS;
  for (let least = FIRST_WAIT_MS; ; least = Math.min(least * 2, LONGEST_WAIT_MS)) {
    const signal = timeoutMs === undefined ? null : AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { ...init, signal }).catch((error: unknown) => {
      throw new NoAnswer(`${url} does not answer`, { cause: error });
    });
    const wait = Math.max(least, waitAsked(response) ?? 0);
    if (!LATER.has(response.status) || wait > patience) return response;
    await response.body?.cancel();
    await sleep(wait);
    patience -= wait;
  }
}

/** The same, where anything but a good answer is none. */
export async function fetchGood(url: string, asking: Asking = {}): Promise<Response> {
  const response = await fetchPatiently(url, asking);
  if (response.ok) return response;
  const { status } = response;
  const wait = LATER.has(status) ? waitAsked(response) : null;
  const later = wait === null ? '' : `, and asks to come back in ${Math.ceil(wait / 1000)} s`;
  await response.body?.cancel();
  throw new NoAnswer(`${url} answers ${status}${later}`, { status });
}

/** Milliseconds that `Retry-After` asks for, in seconds or as a date; null where it says neither. */
function waitAsked({ headers }: Response): number | null {
  const asked = headers.get('retry-after');
  if (asked === null) return null;
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const date = Date.parse(asked);
  return Number.isNaN(date) ? null : Math.max(date - Date.now(), 0);
}
