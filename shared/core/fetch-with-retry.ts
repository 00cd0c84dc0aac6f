/**
 * A URL could not be fetched; `status` is that of an error response, null where there was no answer.
 */
export class FetchFailed extends Error {
  readonly status: number | null;

  constructor(message: string, options: ErrorOptions & { readonly status?: number } = {}) {
    super(message, options);
    this.status = options.status ?? null;
  }
}

/** Statuses of a site that is overloaded, restarting or being updated. */
const LATER: ReadonlySet<number> = new Set([429, 503]);
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 120_000;
/** Maximum total of all waits for one answer, in milliseconds. */
export const MAX_RETRY_WAIT_MS = 600_000;

export type RetryOptions = RequestInit & {
  /** Time-out of one attempt: up to the response headers, or with `body` to the end of the body. */
  readonly timeoutMs?: number;
  readonly sleep?: (ms: number) => Promise<unknown>;
};

/**
 * Fetches a URL, and retries on 429 and 503 with exponential backoff of at least `Retry-After`. Returns
 * the last response once the waits would exceed ten minutes.
 * @throws FetchFailed where the server does not answer.
 */
export async function fetchWithRetry(
  url: string,
  { timeoutMs, sleep = sleepFor, ...init }: RetryOptions = {},
): Promise<Response> {
  let patience = MAX_RETRY_WAIT_MS;
  for (let least = FIRST_WAIT_MS; ; least = Math.min(least * 2, LONGEST_WAIT_MS)) {
    const signal = timeoutMs === undefined ? null : AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { ...init, signal }).catch((error: unknown) => {
      throw new FetchFailed(`${url} does not answer`, { cause: error });
    });
    const wait = Math.max(least, waitAsked(response) ?? 0);
    if (!LATER.has(response.status) || wait > patience) return response;
    await response.body?.cancel();
    await sleep(wait);
    patience -= wait;
  }
}

/**
 * Like `fetchWithRetry`, but accepts only 2xx.
 * @throws FetchFailed on any other status.
 */
export async function fetchOk(url: string, asking: RetryOptions = {}): Promise<Response> {
  const response = await fetchWithRetry(url, asking);
  if (response.ok) return response;
  const { status } = response;
  const wait = LATER.has(status) ? waitAsked(response) : null;
  const later = wait === null ? '' : `, and asks to come back in ${Math.ceil(wait / 1000)} s`;
  await response.body?.cancel();
  throw new FetchFailed(`${url} answers ${status}${later}`, { status });
}

/** Waits for a number of milliseconds. */
function sleepFor(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** `Retry-After` in milliseconds, from seconds or a date; null where it is neither. */
function waitAsked({ headers }: Response): number | null {
  const asked = headers.get('retry-after');
  if (asked === null) return null;
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const date = Date.parse(asked);
  return Number.isNaN(date) ? null : Math.max(date - Date.now(), 0);
}
