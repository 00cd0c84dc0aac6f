import { once } from 'node:events';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';

/** Maximum number of bytes read of a response body: enough for the head of any page. */
const MAX_BYTES = 256 * 1024;

export type PinnedResponse = {
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
};

/**
 * Sends one request to a given address under a host's name; the TLS certificate is checked against the
 * name. Sends no cookie and no referrer, follows no redirect, and reads only the beginning of the body.
 * @throws where the server does not answer in time.
 */
export async function requestAtAddress(target: {
  readonly host: string;
  readonly path: string;
  readonly address: string;
  readonly protocol: 'https:' | 'http:';
  readonly port: number;
  readonly signal: AbortSignal;
}): Promise<PinnedResponse> {
  const { host, path, address, protocol, port, signal } = target;
  const options: RequestOptions & { servername: string } = {
    host: address,
    servername: host,
    port,
    path,
    signal,
    agent: false,
    headers: {
      host,
      'user-agent': 'Contrenote (domain check)',
      accept: 'text/html, text/plain',
      'accept-encoding': 'identity',
    },
  };
  const send = protocol === 'https:' ? requestHttps : requestHttp;
  const sent = send(options);
  // An error after the response began also ends the body stream; without this listener it would crash
  // the process.
  sent.on('error', () => undefined);
  sent.end();
  const [response] = (await once(sent, 'response', { signal })) as [IncomingMessage];
  const { statusCode = 0, headers } = response;
  return { status: statusCode, location: headers.location, text: await readStart(response) };
}

async function readStart(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  // Leaving the loop destroys the connection, so the rest is not downloaded.
  for await (const part of response) {
    if (!(part instanceof Buffer)) break;
    parts.push(part);
    size += part.length;
    if (size >= MAX_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, MAX_BYTES).toString('utf8');
}
