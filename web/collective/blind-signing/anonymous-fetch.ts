import type { ErrorCode, ErrorResponse } from '#shared/core/errors.ts';

const TIMEOUT_MS = 30_000;
/** Errors that are final; after any other a retry may succeed. */
const FOR_GOOD: ReadonlySet<ErrorCode> = new Set([
  'bad-input',
  'signed-out',
  'not-allowed',
  'not-found',
  'key-not-told',
  'token-taken',
  'not-pledging',
  'bad-signature',
  'signature-missing',
  'signatures-used-up',
  'pledge-withdrawn',
  'unknown-pledge',
  'threshold-reached',
  'not-open',
  'turn-taken',
]);

export type ServerAnswer =
  | { readonly kind: 'done'; readonly body: Readonly<Record<string, unknown>> }
  /** A final refusal: a retry would be refused as well. */
  | { readonly kind: 'refused'; readonly reason: ErrorCode }
  | { readonly kind: 'no-answer' };

/**
 * Sends JSON, with the session unless told otherwise. Only a response of the server itself counts
 * as an answer.
 */
export async function postJson(
  path: string,
  body: object | string,
  more: RequestInit = {},
): Promise<ServerAnswer> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...more,
    });
    const answer = (await response.json()) as Record<string, unknown> & Partial<ErrorResponse>;
    if (response.ok) return { kind: 'done', body: answer };
    const code = answer.error?.code;
    if (code !== undefined && FOR_GOOD.has(code)) return { kind: 'refused', reason: code };
  } catch {
    // Offline, or a proxy answered in the server's place.
  }
  return { kind: 'no-answer' };
}

/**
 * Fetches JSON, without the session unless `credentials` says otherwise.
 * @throws when the site does not answer.
 */
export async function fetchJson(
  path: string,
  credentials: RequestCredentials = 'omit',
): Promise<unknown> {
  return (await get(path, credentials)).json();
}

/** Fetches a text without the session. @throws when the site does not answer. */
export async function fetchText(path: string): Promise<string> {
  return (await get(path, 'omit')).text();
}

async function get(path: string, credentials: RequestCredentials): Promise<Response> {
  const response = await fetch(path, {
    credentials,
    cache: 'no-store',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}
