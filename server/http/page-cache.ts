import { createHash } from 'node:crypto';
import type { OutgoingHttpHeader } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { hasSessionCookie } from '#server/identity/accounts/sessions.ts';
import { press, pressingFor, vary, type Pressing } from './compression.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What this request draws for all visitors who ask for the same meanwhile. */
    drawing: Drawing | null;
  }
  interface FastifyContextConfig {
    /** All visitors who are not signed in get the same page. */
    sameForVisitors?: boolean;
  }
}

/** A page as it goes out, pressed once for each way that browsers take. */
type Kept = {
  /** Names and values by turns, as Node takes them quickest. */
  readonly headers: readonly OutgoingHttpHeader[];
  readonly tag: string;
  readonly text: Buffer;
  /** A promise as long as it is pressed. */
  readonly pressed: Map<Pressing, Buffer | Promise<Buffer>>;
};

/** What comes of it is null where the answer was not a page for everybody. */
type Drawing = {
  readonly begun: number;
  readonly kept: Promise<Kept | null>;
  /** Undefined as long as it is drawn: most who ask come later, and wait for nothing. */
  readonly settled: () => Kept | null | undefined;
  readonly settle: (kept: Kept | null) => void;
};

/** Older pages make place. */
const MOST_BYTES = 16 * 1024 * 1024;
/** What a page takes that is still drawn, and what stands around one that is kept. */
const LEAST_BYTES = 2_048;
const NOTHING = Buffer.alloc(0);

/**
 * Draws a page once for all visitors who ask for it at the same time or within `ageMs` after the first
 * one asked; 0: for each anew. So nothing is staler than `ageMs`, whatever anybody writes, and no page
 * need know what it is made of; see docs/decisions/page-cache.md. Members are never answered here.
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
    /** Told of each page that a visitor gets. */
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
  // Without promises where there is nothing to wait for: they would be a tenth of the answer.
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
      // Nobody gets it any more: it would only take its place until all places are taken.
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
  // Whatever became of it, nobody waits for it any longer.
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

/** Where the site does not know its own address, pages name the one that they were asked by. */
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
  // Weak: the bytes differ with how they are pressed.
  const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', tag).removeHeader('content-length');
  const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    value === undefined ? [] : [name, value],
  );
  return { headers, tag, text, pressed: new Map() };
}

type Answer = { readonly status: 200 | 304; readonly how: Pressing | null; readonly body: Buffer };

/** The page as the browser takes it, or that it has it already; null where it is not pressed so yet. */
function choose({ headers }: FastifyRequest, kept: Kept): Answer | null {
  if (headers['if-none-match']?.includes(kept.tag) === true) {
    return { status: 304, how: null, body: NOTHING };
  }
  const how = pressingFor(headers['accept-encoding']);
  const body = how === null ? kept.text : kept.pressed.get(how);
  return Buffer.isBuffer(body) ? { status: 200, how, body } : null;
}

/** The same, once it is pressed: each way once, however many wait. */
async function pressAndChoose(request: FastifyRequest, kept: Kept): Promise<Answer> {
  const chosen = choose(request, kept);
  if (chosen !== null) return chosen;
  const how = pressingFor(request.headers['accept-encoding']);
  if (how === null) return { status: 200, how, body: kept.text };
  const pressing = kept.pressed.get(how) ?? press(kept.text, how);
  kept.pressed.set(how, pressing);
  const body = await pressing;
  kept.pressed.set(how, body);
  return { status: 200, how, body };
}

/** Past all that answers other requests. */
function sendKept(reply: FastifyReply, kept: Kept, { status, how, body }: Answer): void {
  reply.hijack();
  reply.raw.writeHead(status, [
    ...kept.headers,
    ...(how === null ? [] : ['content-encoding', how]),
    ...(status === 304 ? [] : ['content-length', body.length]),
  ]);
  reply.raw.end(body);
}
