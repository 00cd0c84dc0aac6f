import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyInstance } from 'fastify';

/** What texts are pressed with on their way, best first. */
export const PRESSINGS = ['br', 'gzip'] as const;
export type Pressing = (typeof PRESSINGS)[number];

const runBrotli = promisify(brotliCompress);
const runGzip = promisify(gzip);
/** Beyond it a page takes twice as long for a hundredth fewer bytes. */
const BROTLI_QUALITY = 5;
/** Smaller than this it is one packet anyway. */
const LEAST_BYTES = 1_024;
/** How far back it looks, as a power of two: over the whole page, and no memory for more. */
const BROTLI_WINDOW = 18;
const TEXT = /^(?:text\/|image\/svg|application\/(?:json|atom\+xml|xml|manifest\+json|javascript))/;

export function press(text: Buffer, how: Pressing): Promise<Buffer> {
  return how === 'gzip'
    ? runGzip(text)
    : runBrotli(text, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
          [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW,
          [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
        },
      });
}

/** What a browser that sends this `accept-encoding` takes; null where it takes text alone. */
export function pressingFor(accepted: string | undefined): Pressing | null {
  if (accepted === undefined) return null;
  const found = negotiate(accepted, [...PRESSINGS]);
  return PRESSINGS.find((one) => one === found) ?? null;
}

/** Presses every text that is sent whole. */
export function registerPressing(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < LEAST_BYTES) return payload;
    if (reply.hasHeader('content-encoding')) return payload;
    if (!TEXT.test(String(reply.getHeader('content-type') ?? ''))) return payload;
    vary(reply, 'Accept-Encoding');
    const how = request.method === 'HEAD' ? null : pressingFor(request.headers['accept-encoding']);
    if (how === null) return payload;
    const pressed = await press(Buffer.from(payload), how);
    reply.header('content-encoding', how).removeHeader('content-length');
    return pressed;
  });
}

type Headers = {
  readonly getHeader: (name: string) => unknown;
  readonly header: (name: string, value: string) => unknown;
};

/** Says that an answer depends on a header, beside what it depends on already. */
export function vary(reply: Headers, on: string): void {
  const before = reply.getHeader('vary');
  reply.header('vary', before === undefined ? on : `${String(before)}, ${on}`);
}
