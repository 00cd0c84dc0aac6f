import type { NoteCrypto } from '#shared/transparency-log/signed-notes.ts';
import {
  checkLog,
  type LogCheckResult,
  type LogSource,
} from '#shared/transparency-log/check-log.ts';
import type { SeenLog } from '#shared/transparency-log/verification-findings.ts';
import type { LogState } from '#shared/transparency-log/log-entries.ts';
import { sha256 } from './browser-sha256.ts';
import { verifyEd25519InScript } from './verify-ed25519.ts';

/** Time after which no cache has an earlier checkpoint. */
const SETTLE_MS = 6_000;

/**
 * Compares the site's record with what this browser saw of it.
 * @throws when the site does not answer.
 */
export function checkLogOfSite(seen: SeenLog | null): Promise<LogCheckResult> {
  return checkLog(browserLogSource, seen);
}

async function fetchBytes(path: string): Promise<Uint8Array> {
  // Checkpoints are fetched uncached: an old one may be of another key.
  const cache = path.startsWith('checkpoint') ? 'no-store' : 'default';
  return new Uint8Array(await (await get(`/record/${path}`, cache)).arrayBuffer());
}

function settle(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, SETTLE_MS);
  });
}

async function fetchLogs(): Promise<LogState['logs']> {
  return ((await (await get('/api/record/log', 'no-store')).json()) as LogState).logs;
}

async function get(path: string, cache: RequestCache): Promise<Response> {
  const response = await fetch(path, { credentials: 'omit', cache });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

/** Signature and hash functions of the browser. */
export const browserCrypto: NoteCrypto = {
  sha256,
  verifyEd25519: async (publicKey, message, signature) => {
    const key = await importKey(publicKey);
    if (key !== null) {
      const [signed, text] = [Uint8Array.from(signature), Uint8Array.from(message)];
      return crypto.subtle.verify('Ed25519', key, signed, text);
    }
    return verifyEd25519InScript(publicKey, message, signature);
  },
};

/** The record of the page's site, fetched by this browser. */
export const browserLogSource: LogSource = {
  crypto: browserCrypto,
  fetchBytes,
  fetchLogs,
  settle,
};

/** Imports an Ed25519 key; null when this browser does not support the curve. */
async function importKey(publicKey: Uint8Array): Promise<CryptoKey | null> {
  try {
    const bytes = Uint8Array.from(publicKey);
    return await crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify']);
  } catch {
    return null;
  }
}
