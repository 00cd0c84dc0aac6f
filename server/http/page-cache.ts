import { createHash } from 'node:crypto';
import type { OutgoingHttpHeader } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { compress, negotiateEncoding, addVaryHeader, type ContentEncoding } from './compression.ts';
import { hasSessionCookie } from './session-cookie.ts';
import { readTheme } from './theme-cookie.ts';
import { isTurboVisit } from './turbo-visit.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The cache entry that this request renders, for concurrent requests too. */
    cacheEntry: CacheEntry | null;
  }
  interface FastifyContextConfig {
    /** All signed-out visitors get the same page. */
    sameForVisitors?: boolean;
  }
}

/** A rendered page, compressed once for each encoding. */
type CachedPage = {
  /** Alternating names and values, the fastest form for Node. */
  readonly headers: readonly OutgoingHttpHeader[];
  readonly tag: string;
  readonly text: Buffer;
  /** A promise while the compression is running. */
  readonly compressed: Map<ContentEncoding, Buffer | Promise<Buffer>>;
};

/** An entry of the cache. `kept` resolves to null where the response cannot be cached. */
type CacheEntry = {
  readonly begun: number;
  readonly kept: Promise<CachedPage | null>;
  /** Undefined while rendering. Most requests come later, and need not await a promise. */
  readonly settled: () => CachedPage | null | undefined;
  readonly settle: (kept: CachedPage | null) => void;
};

/** Size of the cache; least recently used pages are evicted. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Bytes counted for a page that is still rendering, and as the overhead of a finished one. */
const LEAST_BYTES = 2_048;
const NOTHING = Buffer.alloc(0);

/**
 * Caches pages for signed-out visitors: concurrent requests, and those within `ageMs` after the first,
 * share one rendering; 0 disables the cache. Nothing is invalidated: no page is staler than `ageMs`.
 * See docs/decisions/page-cache.md. Members never get a cached page.
 */
export function registerPageCache(
  app: FastifyInstance,
  {
    ageMs,
    origin,
    count = () => {},
    now = () => performance.now(),
  }: {
    ageMs: number;
    origin: string | null;
    /** Called for each page served to a signed-out visitor. */
    count?: (source: 'drawn' | 'kept') => void;
    now?: () => number;
  },
): void {
  if (ageMs === 0) return;
  const entries = new LRUCache<string, CacheEntry>({
    maxSize: MOST_BYTES,
    sizeCalculation: () => LEAST_BYTES,
  });

  app.decorateRequest('cacheEntry', null);
  const answerLater = async (
    { kept: drawn }: CacheEntry,
    request: FastifyRequest,
    reply: FastifyReply,
    next: () => void,
  ): Promise<void> => {
    try {
      const kept = await drawn;
      if (kept === null) return next();
      count('kept');
      sendCached(reply, kept, await compressAndChoose(request, kept));
    } catch (error) {
      reply.send(error);
    }
  };
  // Avoids promises on a cache hit, where they would cost a tenth of the response time.
  app.addHook('onRequest', (request, reply, done) => {
    if (!isCacheable(request)) return done();
    const key = keyOf(request, origin);
    const cacheEntry = entries.get(key);
    if (cacheEntry !== undefined && now() - cacheEntry.begun < ageMs) {
      const kept = cacheEntry.settled();
      const chosen = kept == null ? null : choose(request, kept);
      if (kept == null || chosen === null) {
        void answerLater(cacheEntry, request, reply, done);
      } else {
        count('kept');
        sendCached(reply, kept, chosen);
      }
      return;
    }
    for (const older of entries.rkeys()) {
      // Expired: would only occupy memory.
      if (now() - (entries.peek(older)?.begun ?? now()) < ageMs) break;
      entries.delete(older);
    }
    request.cacheEntry = newEntry(now());
    entries.set(key, request.cacheEntry);
    done();
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const { cacheEntry } = request;
    if (cacheEntry === null) return payload;
    if (reply.statusCode !== 200 || typeof payload !== 'string' || reply.hasHeader('set-cookie')) {
      cacheEntry.settle(null);
      return payload;
    }
    addVaryHeader(reply, 'Accept-Encoding');
    const kept = cachePage(reply, payload);
    count('drawn');
    cacheEntry.settle(kept);
    const key = keyOf(request, origin);
    if (entries.peek(key) === cacheEntry) {
      entries.set(key, cacheEntry, { size: LEAST_BYTES + kept.text.length });
    }
    const { status, encoding, body } = await compressAndChoose(request, kept);
    reply.status(status);
    if (encoding !== null) reply.header('content-encoding', encoding);
    return body;
  });
  // Ends the waiting of concurrent requests, whatever the outcome.
  app.addHook('onResponse', ({ cacheEntry }, _, done) => {
    cacheEntry?.settle(null);
    done();
  });
  app.addHook('onClose', async () => entries.clear());
}

function isCacheable(request: FastifyRequest): boolean {
  return (
    request.method === 'GET' &&
    request.routeOptions.config.sameForVisitors === true &&
    !hasSessionCookie(request.headers.cookie)
  );
}

/**
 * Cache key of a page: its URL with the chosen theme, whether Turbo asks, and the origin, since pages without PUBLIC_URL
 * contain the origin of the request.
 */
function keyOf(request: FastifyRequest, origin: string | null): string {
  const { url, host, protocol, headers } = request;
  const theme = readTheme(headers.cookie) ?? '';
  const turbo = isTurboVisit(headers) ? 'turbo ' : '';
  return `${turbo}${theme}${origin ?? `${protocol}://${host}`}${url}`;
}

function newEntry(begun: number): CacheEntry {
  let resolve: (kept: CachedPage | null) => void = () => {};
  let settled: CachedPage | null | undefined;
  const kept = new Promise<CachedPage | null>((then) => {
    resolve = then;
  });
  const settle: CacheEntry['settle'] = (made) => {
    if (settled !== undefined) return;
    settled = made;
    resolve(made);
  };
  return { begun, kept, settled: () => settled, settle };
}

function cachePage(reply: FastifyReply, page: string): CachedPage {
  const text = Buffer.from(page);
  // A weak ETag, since the bytes differ by encoding.
  const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', tag).removeHeader('content-length');
  const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    value === undefined ? [] : [name, value],
  );
  return { headers, tag, text, compressed: new Map() };
}

type Answer = {
  readonly status: 200 | 304;
  readonly encoding: ContentEncoding | null;
  readonly body: Buffer;
};

/** The response in the client's encoding, or 304; null where it is not compressed yet. */
function choose({ headers }: FastifyRequest, kept: CachedPage): Answer | null {
  if (headers['if-none-match']?.includes(kept.tag) === true) {
    return { status: 304, encoding: null, body: NOTHING };
  }
  const encoding = negotiateEncoding(headers['accept-encoding']);
  const body = encoding === null ? kept.text : kept.compressed.get(encoding);
  return Buffer.isBuffer(body) ? { status: 200, encoding, body } : null;
}

/** Like `choose`, but compresses first where needed; once for each encoding. */
async function compressAndChoose(request: FastifyRequest, kept: CachedPage): Promise<Answer> {
  const chosen = choose(request, kept);
  if (chosen !== null) return chosen;
  const encoding = negotiateEncoding(request.headers['accept-encoding']);
  if (encoding === null) return { status: 200, encoding, body: kept.text };
  const compression = kept.compressed.get(encoding) ?? compress(kept.text, encoding);
  kept.compressed.set(encoding, compression);
  const body = await compression;
  kept.compressed.set(encoding, body);
  return { status: 200, encoding, body };
}

/** Sends a cached page through the raw response, bypassing Fastify's reply hooks. */
function sendCached(
  reply: FastifyReply,
  kept: CachedPage,
  { status, encoding, body }: Answer,
): void {
  reply.hijack();
  reply.raw.writeHead(status, [
    ...kept.headers,
    ...(encoding === null ? [] : ['content-encoding', encoding]),
    ...(status === 304 ? [] : ['content-length', body.length]),
  ]);
  reply.raw.end(body);
}
