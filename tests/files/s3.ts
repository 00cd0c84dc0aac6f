import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { finished } from 'node:stream/promises';
import S3rver, { type Middleware } from 's3rver';
import type { S3StoreOptions } from '#server/media/files/s3-store.ts';

const BUCKET = 'contrenote-test';

/** Starts an S3 server on a port of this machine, a free one at first, with one bucket. */
export async function startS3(
  directory: string,
  { port: wanted = 0 } = {},
): Promise<{ access: S3StoreOptions; port: number; stop: () => Promise<void> }> {
  const server = new S3rver({
    address: '127.0.0.1',
    port: wanted,
    silent: true,
    directory,
    configureBuckets: [{ name: BUCKET }],
  });
  server.middleware.unshift(oneByOne());
  const { port } = await server.run();
  return {
    access: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      bucket: BUCKET,
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
      forcePathStyle: true,
    },
    port,
    stop: async () => {
      server.httpServer.closeAllConnections();
      await server.close();
    },
  };
}

/**
 * Handles the requests for one object in turn. An S3 service replaces objects at once; this one writes
 * into the file that it also reads from.
 */
function oneByOne(): Middleware {
  const last = new Map<string, Promise<void>>();
  return async ({ path, res }, next) => {
    const before = last.get(path);
    const sent = finished(res).catch(() => undefined);
    last.set(path, sent);
    await before;
    await next();
  };
}

/** Answers as an S3 service does that refuses each request, or not at all. */
export const REFUSALS = {
  'refuses the keys': (response: ServerResponse): void => refuse(response, 403, 'AccessDenied'),
  'has no such bucket': (response: ServerResponse): void => refuse(response, 404, 'NoSuchBucket'),
  'is out of order': (response: ServerResponse): void => refuse(response, 500, 'InternalError'),
  'is silent': (): void => undefined,
} as const;

/** Takes the place of an S3 server that works. */
export async function startBrokenS3(
  port: number,
  answer: (response: ServerResponse) => void,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const server: Server = createServer((request, response) => {
    request.resume();
    request.once('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Refuses a request by an error of S3. */
export function refuse(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}
