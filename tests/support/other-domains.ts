import { createSocket } from 'node:dgram';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SafeFetchSettings } from '#server/core/safe-fetch/safe-fetch.ts';

/** Local DNS and HTTP servers that play other people's domains. */
export type OtherDomains = {
  readonly settings: SafeFetchSettings;
  /** TXT records by name. */
  readonly texts: Map<string, string[]>;
  /** IPv4 addresses by name. */
  readonly hosts: Map<string, string>;
  /** Handlers of the web server, by host and path. */
  readonly pages: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
  /** Received requests in order, as host and path. */
  readonly asked: { place: string; headers: IncomingMessage['headers'] }[];
  readonly stop: () => Promise<void>;
};

const [A, TXT] = [1, 16];

/** Starts both on free ports; `mayCall` permits loopback addresses, which no site does. */
export async function startOtherDomains(): Promise<OtherDomains> {
  const texts = new Map<string, string[]>();
  const hosts = new Map<string, string>();
  const pages: OtherDomains['pages'] = new Map();
  const asked: OtherDomains['asked'] = [];
  const names = createSocket('udp4');
  names.on('message', (query, { port, address }) => {
    names.send(answerQuery(query, texts, hosts), port, address);
  });
  await new Promise<void>((resolve) => names.bind(0, '127.0.0.1', resolve));
  const web = createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const place = `${host}${request.url ?? ''}`;
    asked.push({ place, headers: request.headers });
    const page = pages.get(place);
    if (page === undefined) response.writeHead(404).end('nothing here');
    else page(request, response);
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const settings: SafeFetchSettings = {
    nameServers: [`127.0.0.1:${names.address().port}`],
    mayCall: (address) => address === '127.0.0.1',
    protocol: 'http:',
    port: (web.address() as AddressInfo).port,
  };
  return {
    settings,
    texts,
    hosts,
    pages,
    asked,
    stop: async () => {
      names.close();
      web.closeAllConnections();
      await new Promise<void>((resolve) => web.close(() => resolve()));
    },
  };
}

/** Answers a DNS query (RFC 1035): one question, its records or NXDOMAIN. */
function answerQuery(
  query: Buffer,
  texts: ReadonlyMap<string, string[]>,
  hosts: ReadonlyMap<string, string>,
): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const question = query.subarray(12, at + 5);
  const type = query.readUInt16BE(at + 1);
  const name = labels.join('.').toLowerCase();
  const host = hosts.get(name);
  const datas =
    type === TXT
      ? (texts.get(name) ?? []).map(textData)
      : type === A && host !== undefined
        ? [Buffer.from(host.split('.').map(Number))]
        : [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  const known = texts.has(name) || host !== undefined;
  header.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(datas.length, 6);
  return Buffer.concat([header, question, ...datas.map((data) => record(type, data))]);
}

function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

/** TXT data in chunks of at most 255 bytes. */
function textData(text: string): Buffer {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const piece = bytes.subarray(at, at + 255);
    pieces.push(Buffer.from([piece.length]), piece);
  }
  return Buffer.concat(pieces);
}
