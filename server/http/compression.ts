import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyInstance } from 'fastify';

/** Content encodings, best first. */
export const CONTENT_ENCODINGS = ['br', 'gzip'] as const;
export type ContentEncoding = (typeof CONTENT_ENCODINGS)[number];

const runBrotli = promisify(brotliCompress);
const runGzip = promisify(gzip);
const runBrotliBack = promisify(brotliDecompress);
const runGzipBack = promisify(gunzip);
/** Brotli quality level; higher levels double the time for 1 % fewer bytes. */
const BROTLI_QUALITY = 5;
/** Minimum body to compress, in bytes: a smaller one fits in one packet anyway. */
const LEAST_BYTES = 1_024;
/** Brotli window size (log2): covers a whole page without extra memory. */
const BROTLI_WINDOW = 18;
const TEXT = /^(?:text\/|image\/svg|application\/(?:json|atom\+xml|xml|manifest\+json|javascript))/;

export async function compress(text: Buffer, encoding: ContentEncoding): Promise<Buffer> {
  return copyExactly(
    encoding === 'gzip'
      ? await runGzip(text)
      : await runBrotli(text, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
            [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW,
            [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
          },
        }),
  );
}

/** A copy with memory of its own: a result of zlib is a part of 16 KB, which it would keep. */
export function copyExactly(part: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(part.length);
  part.copy(copy);
  return copy;
}

export function decompress(bytes: Buffer, encoding: ContentEncoding): Promise<Buffer> {
  return encoding === 'gzip' ? runGzipBack(bytes) : runBrotliBack(bytes);
}

/** The best encoding that an `Accept-Encoding` header allows; null for none. */
export function negotiateEncoding(accepted: string | undefined): ContentEncoding | null {
  if (accepted === undefined) return null;
  const found = negotiate(accepted, [...CONTENT_ENCODINGS]);
  return CONTENT_ENCODINGS.find((one) => one === found) ?? null;
}

/** Compresses text responses of at least LEAST_BYTES that are not streams. */
export function registerCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < LEAST_BYTES) return payload;
    if (reply.hasHeader('content-encoding')) return payload;
    if (!TEXT.test(String(reply.getHeader('content-type') ?? ''))) return payload;
    addVaryHeader(reply, 'Accept-Encoding');
    const encoding =
      request.method === 'HEAD' ? null : negotiateEncoding(request.headers['accept-encoding']);
    if (encoding === null) return payload;
    const compressed = await compress(Buffer.from(payload), encoding);
    reply.header('content-encoding', encoding).removeHeader('content-length');
    return compressed;
  });
}

type Headers = {
  readonly getHeader: (name: string) => unknown;
  readonly header: (name: string, value: string) => unknown;
};

/** Adds a header name to the response's `Vary`. */
export function addVaryHeader(reply: Headers, on: string): void {
  const before = reply.getHeader('vary');
  reply.header('vary', before === undefined ? on : `${String(before)}, ${on}`);
}
