import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { MINUTE_MS, type ChangeFeed } from '#server/database/changes/change-feed.ts';
import { recordReads, type Read } from '#server/database/record-reads.ts';
import { setSize } from '#server/core/set-size.ts';
import { answerFirst, originOfRequest } from './answer-first.ts';
import {
  cachePage,
  choose,
  compressAndChoose,
  writeCached,
  type Answer,
  type CachedPage,
} from './cached-page.ts';
import { sizeOfText } from './compressed-text.ts';
import { addVaryHeader } from './compression.ts';
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
    /** Its views are counted (`server/site/page-views`). */
    countsViews?: boolean;
  }
}

/** An entry of the cache. `kept` resolves to null where the response cannot be cached. */
type CacheEntry = {
  readonly begun: number;
  /** Position in the feed of changes at which its rendering began. */
  readonly since: number;
  /** The platform of which each time it is served is a view; null for other pages. */
  readonly viewOf: string | null;
  /** How long the page stays right while nothing that it shows changes. */
  keptMs: number;
  /** Statements that its rendering sent. */
  readonly reads: Read[];
  readonly kept: Promise<CachedPage | null>;
  /** Undefined while rendering. Most requests come later, and need not await a promise. */
  readonly settled: () => CachedPage | null | undefined;
  readonly settle: (kept: CachedPage | null) => void;
};

/** Size of the cache; least recently used pages are evicted. */
const MOST_BYTES = 36 * 1024 * 1024;
/** Bytes counted for a page that is still rendering, and as the overhead of a finished one. */
const LEAST_BYTES = 2_048;

/**
 * Caches pages for signed-out visitors. A page is rendered once for concurrent requests and those
 * within `ageMs`, whatever changes meanwhile, and is kept for up to `CacheEntry.keptMs` while `changes`
 * announces no change of what it shows; `ageMs` 0 disables the cache. No page is staler than a second. See
 * docs/decisions/page-cache.md. Members never get a cached page.
 */
export function registerPageCache(
  app: FastifyInstance,
  {
    ageMs,
    origin,
    changes = null,
    count = () => {},
    countView = () => {},
    now = () => performance.now(),
  }: {
    ageMs: number;
    origin: string | null;
    /** Null where changes are not announced, or come before they can be read. */
    changes?: ChangeFeed | null;
    /** Called for each page served to a signed-out visitor. */
    count?: (source: 'drawn' | 'kept') => void;
    /** Called for each kept page of a platform that is served before routing, where no hook sees it. */
    countView?: (platform: string, userAgent: string | undefined) => void;
    now?: () => number;
  },
): void {
  app.decorateRequest('cacheEntry', null);
  if (ageMs === 0) return;
  const entries = new LRUCache<string, CacheEntry>({
    maxSize: MOST_BYTES,
    sizeCalculation: (_, key) => LEAST_BYTES + key.length,
  });

  /** Whether an entry may be served; a promise where the database has to be asked. */
  const isFresh = (entry: CacheEntry): boolean | Promise<boolean> => {
    const { begun, since } = entry;
    const age = now() - begun;
    if (age < ageMs) return true;
    const dependencies = entry.settled()?.dependencies ?? null;
    if (changes === null || dependencies === null || age >= entry.keptMs) return false;
    if (!changes.isUnchanged(dependencies, since)) return false;
    const current = changes.isCurrent();
    return (
      current === true || current.then((sure) => sure && changes.isUnchanged(dependencies, since))
    );
  };
  const store = (key: string, entry: CacheEntry, { text }: CachedPage): void => {
    if (entries.peek(key) === entry) {
      setSize(entries, key, entry, LEAST_BYTES + key.length + sizeOfText(text));
    }
  };
  const serveLater = async (
    key: string,
    entry: CacheEntry,
    request: FastifyRequest,
    reply: FastifyReply,
    next: () => void,
  ): Promise<void> => {
    try {
      const kept = await entry.kept;
      if (kept === null) return next();
      count('kept');
      const answer = await compressAndChoose(request, kept);
      store(key, entry, kept);
      sendCached(reply, kept, answer);
    } catch (error) {
      reply.send(error);
    }
  };

  answerFirst(app, (request, response) => {
    const { method, headers, url = '' } = request;
    const site = origin ?? originOfRequest(request);
    if (method !== 'GET' || site === null || hasSessionCookie(headers.cookie)) return false;
    const entry = entries.get(keyOf(headers, site, url));
    if (entry === undefined || isFresh(entry) !== true) return false;
    const kept = entry.settled();
    const chosen = kept == null ? null : choose(request, kept);
    if (kept == null || chosen === null) return false;
    count('kept');
    if (entry.viewOf !== null) countView(entry.viewOf, headers['user-agent']);
    writeCached(response, kept, chosen);
    return true;
  });
  // Avoids promises on a cache hit, where they would cost a tenth of the response time.
  const answer = (
    request: FastifyRequest,
    reply: FastifyReply,
    done: () => void,
    /** Just found to be fresh. */
    confirmed?: CacheEntry,
  ): void => {
    const key = keyOfRequest(request, origin);
    const entry = entries.get(key);
    const fresh = entry !== undefined && (entry === confirmed || isFresh(entry));
    if (entry !== undefined && fresh === true) {
      const kept = entry.settled();
      const chosen = kept == null ? null : choose(request, kept);
      if (kept == null || chosen === null) return void serveLater(key, entry, request, reply, done);
      count('kept');
      return sendCached(reply, kept, chosen);
    }
    if (entry !== undefined && typeof fresh !== 'boolean') {
      const continueWhen = async (confirming: Promise<boolean>): Promise<void> => {
        const isConfirmed = await confirming;
        if (!isConfirmed && entries.peek(key) === entry) entries.delete(key);
        answer(request, reply, done, isConfirmed ? entry : undefined);
      };
      return void continueWhen(fresh);
    }
    for (const older of entries.rkeys()) {
      const { begun = 0, keptMs = 0 } = entries.peek(older) ?? {};
      // Expired: would only occupy memory.
      if (now() - begun < Math.max(ageMs, changes === null ? 0 : keptMs)) break;
      entries.delete(older);
    }
    const { countsViews } = request.routeOptions.config;
    const viewOf = countsViews === true ? (request.params as { slug: string }).slug : null;
    request.cacheEntry = newEntry(now(), changes?.position() ?? 0, viewOf);
    entries.set(key, request.cacheEntry);
    done();
  };
  app.addHook('onRequest', (request, reply, done) => {
    if (isCacheable(request)) answer(request, reply, done);
    else done();
  });
  // Hooks before it send no statement for a visitor.
  app.addHook('preHandler', ({ cacheEntry }, _, done) => {
    if (cacheEntry === null || changes === null) done();
    else recordReads(cacheEntry.reads, done);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const { cacheEntry } = request;
    if (cacheEntry === null) return payload;
    // Undefined where no session is read.
    const isForVisitors = request.viewer == null && !reply.hasHeader('set-cookie');
    if (reply.statusCode !== 200 || typeof payload !== 'string' || !isForVisitors) {
      cacheEntry.settle(null);
      return payload;
    }
    addVaryHeader(reply, 'Accept-Encoding');
    const dependencies = changes?.dependenciesOf(cacheEntry.reads) ?? null;
    cacheEntry.keptMs = Math.min(cacheEntry.keptMs, dependencies?.longestMs ?? 0);
    const kept = cachePage(reply, payload, dependencies);
    cacheEntry.reads.length = 0;
    count('drawn');
    cacheEntry.settle(kept);
    const { status, encoding, body } = await compressAndChoose(request, kept);
    store(keyOfRequest(request, origin), cacheEntry, kept);
    reply.status(status);
    if (encoding !== null) reply.header('content-encoding', encoding);
    return body;
  });
  // Ends the waiting of concurrent requests, whatever the outcome.
  app.addHook('onResponse', (request, _, done) => {
    const { cacheEntry } = request;
    if (cacheEntry === null) return done();
    cacheEntry.settle(null);
    if (cacheEntry.settled() === null) {
      const key = keyOfRequest(request, origin);
      if (entries.peek(key) === cacheEntry) entries.delete(key);
    }
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
function keyOf(headers: IncomingHttpHeaders, origin: string, url: string): string {
  const theme = readTheme(headers.cookie) ?? '';
  const turbo = isTurboVisit(headers) ? 'turbo ' : '';
  return `${turbo}${theme}${origin}${url}`;
}

function keyOfRequest(request: FastifyRequest, origin: string | null): string {
  const { url, host, protocol, headers } = request;
  return keyOf(headers, origin ?? `${protocol}://${host}`, url);
}

function newEntry(begun: number, since: number, viewOf: string | null): CacheEntry {
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
  return {
    begun,
    since,
    viewOf,
    keptMs: MINUTE_MS,
    reads: [],
    kept,
    settled: () => settled,
    settle,
  };
}

/** Sends a cached page through the raw response, bypassing Fastify's reply hooks. */
function sendCached(reply: FastifyReply, kept: CachedPage, answer: Answer): void {
  reply.hijack();
  writeCached(reply.raw, kept, answer);
}
