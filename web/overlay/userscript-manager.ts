/**
 * Functions of a userscript manager, if available: its storage and requests are invisible to the
 * page and not subject to its policies. Falls back to `fetch`.
 */

type Answer = { readonly status: number; readonly responseText: string };
type Ask = (details: {
  method: 'GET';
  url: string;
  anonymous: boolean;
  headers: Record<string, string>;
  onload: (answer: Answer) => void;
  onerror: () => void;
  ontimeout: () => void;
  timeout: number;
}) => unknown;

type Lent = {
  readonly xmlHttpRequest?: Ask;
  readonly getValue?: (key: string) => unknown;
  readonly setValue?: (key: string, value: string) => unknown;
};
declare const GM: Lent | undefined;
declare const GM_xmlhttpRequest: Ask | undefined;
declare const GM_getValue: Lent['getValue'];
declare const GM_setValue: Lent['setValue'];

const TIMEOUT_MS = 10_000;
const HEADERS = { accept: 'application/json' };

const lent: Lent = typeof GM === 'undefined' ? {} : GM;
const ask =
  lent.xmlHttpRequest ?? (typeof GM_xmlhttpRequest === 'undefined' ? null : GM_xmlhttpRequest);
const getValue = lent.getValue ?? (typeof GM_getValue === 'undefined' ? null : GM_getValue);
const setValue = lent.setValue ?? (typeof GM_setValue === 'undefined' ? null : GM_setValue);

/** The JSON at an address; undefined for a 404 or no answer. */
export async function getJson(url: string): Promise<unknown> {
  const answer = await (ask === null ? askByFetch(url) : askByManager(ask, url));
  return answer.status === 200 ? JSON.parse(answer.responseText) : undefined;
}

function askByManager(ask: Ask, url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error('no answer'));
    ask({
      method: 'GET',
      url,
      anonymous: true,
      headers: HEADERS,
      timeout: TIMEOUT_MS,
      onload: resolve,
      onerror: fail,
      ontimeout: fail,
    });
  });
}

// Fetches without cookies and referrer. The HTTP cache keeps the answer, so that nothing is written
// to the page's own storage.
async function askByFetch(url: string): Promise<Answer> {
  const response = await fetch(url, {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: HEADERS,
  });
  return { status: response.status, responseText: await response.text() };
}

/**
 * Reads a text that the userscript manager stored; null without one, or where the manager has no
 * storage.
 */
export async function readStoredValue(key: string): Promise<string | null> {
  const value = await getValue?.(key);
  return typeof value === 'string' ? value : null;
}

/** Stores a text with the manager. Never in the page's storage, which would reveal the script. */
export async function storeValue(key: string, value: string): Promise<void> {
  await setValue?.(key, value);
}
