import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Dependencies } from '#server/database/changes/change-feed.ts';
import {
  bytesIn,
  createCompressedText,
  findBytes,
  type CompressedText,
} from './compressed-text.ts';
import { negotiateEncoding, type ContentEncoding } from './compression.ts';

/** A rendered page, compressed once for each encoding. */
export type CachedPage = {
  /** Alternating names and values, the fastest form for Node. */
  readonly headers: readonly OutgoingHttpHeader[];
  readonly tag: string;
  readonly text: CompressedText;
  /** What it shows; null where it is not known when that changes. */
  readonly dependencies: Dependencies | null;
};

const NOTHING = Buffer.alloc(0);

export function cachePage(
  reply: FastifyReply,
  page: string,
  dependencies: Dependencies | null,
): CachedPage {
  const text = Buffer.from(page);
  // A weak ETag, since the bytes differ by encoding.
  const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', tag).removeHeader('content-length');
  const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    value === undefined ? [] : [name, value],
  );
  return { headers, tag, text: createCompressedText(text), dependencies };
}

type Asked = Pick<IncomingMessage, 'headers'>;
export type Answer = {
  readonly status: 200 | 304;
  readonly encoding: ContentEncoding | null;
  readonly body: Buffer;
};

/** The response in the client's encoding, or 304; null where it is not compressed yet. */
export function choose({ headers }: Asked, kept: CachedPage): Answer | null {
  if (headers['if-none-match']?.includes(kept.tag) === true) {
    return { status: 304, encoding: null, body: NOTHING };
  }
  const encoding = negotiateEncoding(headers['accept-encoding']);
  const body = findBytes(kept.text, encoding);
  return body === null ? null : { status: 200, encoding, body };
}

/** Like `choose`, but compresses first where needed; once for each encoding. */
export async function compressAndChoose(request: Asked, kept: CachedPage): Promise<Answer> {
  const chosen = choose(request, kept);
  if (chosen !== null) return chosen;
  const encoding = negotiateEncoding(request.headers['accept-encoding']);
  return { status: 200, encoding, body: await bytesIn(kept.text, encoding) };
}

/** Writes a cached page to the raw response. */
export function writeCached(
  response: ServerResponse,
  { headers }: CachedPage,
  { status, encoding, body }: Answer,
): void {
  response.writeHead(status, [
    ...headers,
    ...(encoding === null ? [] : ['content-encoding', encoding]),
    ...(status === 304 ? [] : ['content-length', body.length]),
  ]);
  response.end(body);
}
