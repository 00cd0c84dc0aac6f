import { createHash } from 'node:crypto';
import type { OutgoingHttpHeader } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { hasSessionCookie } from '#server/identity/accounts/sessions.ts';
import { compress, negotiateEncoding, vary, type ContentEncoding } from './compression.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The cache entry that this request renders, for concurrent requests too. */
    drawing: Drawing | null;
  }
  interface FastifyContextConfig {
    /** All signed-out visitors get the same page. */
    sameForVisitors?: boolean;
  }
}

/** A rendered page, compressed once for each encoding. */
type Kept = {
  /** Alternating names and values, the fastest form for Node. */
  readonly headers: readonly OutgoingHttpHeader[];
  readonly tag: string;
  readonly text: Buffer;
  /** A promise while the compression is running. */
  readonly pressed: Map<ContentEncoding, Buffer | Promise<Buffer>>;
};

/** An entry of the cache. The promise resolves to null where the response cannot be cached. */
type Drawing = {
  readonly begun: number;
  readonly kept: Promise<Kept | null>;
  /** Undefined while rendering. Most requests come later, and need not await a promise. */
  readonly settled: () => Kept | null | undefined;
  readonly settle: (kept: Kept | null) => void;
};

/** Size of the cache; least recently used pages are evicted. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Size counted for a page that is still rendering, and overhead of a finished one. */
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
    count?: (how: 'drawn' | 'kept') => void;
    now?: () => number;
  },
): void {
  if (ageMs === 0) return;
  const drawings = new LRUCache<string, Drawing>({
    maxSize: MOST_BYTES,
    sizeCalculation: () => LEAST_BYTES,
  });

  app.decorateRequest('drawing', null);
  const answerLater = async (
    { kept: drawn }: Drawing,
    request: FastifyRequest,
    reply: FastifyReply,
    next: () => void,
  ): Promise<void> => {
    try {
      const kept = await drawn;
      if (kept === null) return next();
      count('kept');
      sendKept(reply, kept, await pressAndChoose(request, kept));
    } catch (error) {
      reply.send(error);
    }
  };
  // Avoids promises on a cache hit, where they would cost a tenth of the response time.
  app.addHook('onRequest', (request, reply, done) => {
    if (!isForAll(request)) return done();
    const key = keyOf(request, origin);
    const drawing = drawings.get(key);
    if (drawing !== undefined && now() - drawing.begun < ageMs) {
      const kept = drawing.settled();
      const chosen = kept == null ? null : choose(request, kept);
      if (kept == null || chosen === null) {
        void answerLater(drawing, request, reply, done);
      } else {
        count('kept');
        sendKept(reply, kept, chosen);
      }
      return;
    }
    for (const older of drawings.rkeys()) {
      // Expired: would only occupy memory.
      if (now() - (drawings.peek(older)?.begun ?? now()) < ageMs) break;
      drawings.delete(older);
    }
    request.drawing = beginDrawing(now());
    drawings.set(key, request.drawing);
    done();
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const { drawing } = request;
    if (drawing === null) return payload;
    if (reply.statusCode !== 200 || typeof payload !== 'string' || reply.hasHeader('set-cookie')) {
      drawing.settle(null);
      return payload;
    }
    vary(reply, 'Accept-Encoding');
    const kept = keep(reply, payload);
    count('drawn');
    drawing.settle(kept);
    const key = keyOf(request, origin);
    if (drawings.peek(key) === drawing) {
      drawings.set(key, drawing, { size: LEAST_BYTES + kept.text.length });
    }
    const { status, how, body } = await pressAndChoose(request, kept);
    reply.status(status);
    if (how !== null) reply.header('content-encoding', how);
    return body;
  });
  // Whatever the outcome, nobody must wait any longer.
  app.addHook('onResponse', ({ drawing }, _, done) => {
    drawing?.settle(null);
    done();
  });
  app.addHook('onClose', async () => drawings.clear());
}

function isForAll(request: FastifyRequest): boolean {
  return (
    request.method === 'GET' &&
    request.routeOptions.config.sameForVisitors === true &&
    !hasSessionCookie(request.headers.cookie)
  );
}

/** Without PUBLIC_URL, pages contain the origin of the request. */
function keyOf({ url, host, protocol }: FastifyRequest, origin: string | null): string {
  return `${origin ?? `${protocol}://${host}`}${url}`;
}

function beginDrawing(begun: number): Drawing {
  let resolve: (kept: Kept | null) => void = () => {};
  let settled: Kept | null | undefined;
  const kept = new Promise<Kept | null>((then) => {
    resolve = then;
  });
  const settle: Drawing['settle'] = (made) => {
    if (settled !== undefined) return;
    settled = made;
    resolve(made);
  };
  return { begun, kept, settled: () => settled, settle };
}

function keep(reply: FastifyReply, page: string): Kept {
  const text = Buffer.from(page);
  // A weak ETag, since the bytes differ by encoding.
  const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', tag).removeHeader('content-length');
  const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    value === undefined ? [] : [name, value],
  );
  return { headers, tag, text, pressed: new Map() };
}

type Answer = {
  readonly status: 200 | 304;
  readonly how: ContentEncoding | null;
  readonly body: Buffer;
};

/** The response in the client's encoding, or 304; null where it is not compressed yet. */
function choose({ headers }: FastifyRequest, kept: Kept): Answer | null {
  if (headers['if-none-match']?.includes(kept.tag) === true) {
    return { status: 304, how: null, body: NOTHING };
  }
  const how = negotiateEncoding(headers['accept-encoding']);
  const body = how === null ? kept.text : kept.pressed.get(how);
  return Buffer.isBuffer(body) ? { status: 200, how, body } : null;
}

/** Like `choose`, but compresses first where needed; once for each encoding. */
async function pressAndChoose(request: FastifyRequest, kept: Kept): Promise<Answer> {
  const chosen = choose(request, kept);
  if (chosen !== null) return chosen;
  const how = negotiateEncoding(request.headers['accept-encoding']);
  if (how === null) return { status: 200, how, body: kept.text };
  const pressing = kept.pressed.get(how) ?? compress(kept.text, how);
  kept.pressed.set(how, pressing);
  const body = await pressing;
  kept.pressed.set(how, body);
  return { status: 200, how, body };
}

/** Bypasses Fastify's reply hooks. */
function sendKept(reply: FastifyReply, kept: Kept, { status, how, body }: Answer): void {
  reply.hijack();
  reply.raw.writeHead(status, [
    ...kept.headers,
    ...(how === null ? [] : ['content-encoding', how]),
    ...(status === 304 ? [] : ['content-length', body.length]),
  ]);
  reply.raw.end(body);
}
