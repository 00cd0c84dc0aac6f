import { connect, createServer, type AddressInfo, type NetConnectOpts } from 'node:net';

/** What a client of PostgreSQL sends to run a query: bound to its parameters, or as plain text. */
const RUNS = new Set(['B', 'Q']);
const LENGTH_BYTES = 4;

export type QueryCounter = {
  /** The database behind it, at an address of its own. */
  readonly url: string;
  /** How many queries were sent until now. */
  readonly count: () => number;
  readonly close: () => void;
};

/** Stands between a server and its database, and counts the queries that pass. */
export async function countQueries(database: string): Promise<QueryCounter> {
  const target = new URL(database);
  let queries = 0;
  const server = createServer((client) => {
    const behind = connect(placeOf(target));
    const read = createReader((type) => {
      if (RUNS.has(type)) queries += 1;
    });
    client.on('data', read);
    client.pipe(behind);
    behind.pipe(client);
    // One side that goes takes the other with it; a broken line is told to who reads it.
    client.on('error', () => behind.destroy());
    behind.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(database);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: url.href, count: () => queries, close: () => void server.close() };
}

/** Where PostgreSQL listens: on a port, or at a socket in the folder that the address names. */
function placeOf({ hostname, port }: URL): NetConnectOpts {
  const host = decodeURIComponent(hostname);
  const number = port || '5432';
  return host.startsWith('/')
    ? { path: `${host}/.s.PGSQL.${number}` }
    : { host, port: Number(number) };
}

/** Tells the type of each message; the first one of a connection has none. */
function createReader(tell: (type: string) => void): (chunk: Buffer) => void {
  let waiting = Buffer.alloc(0);
  let typed = false;
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (;;) {
      const head = typed ? 1 : 0;
      if (waiting.length < head + LENGTH_BYTES) return;
      const end = head + waiting.readUInt32BE(head);
      if (waiting.length < end) return;
      if (typed) tell(String.fromCodePoint(waiting[0] ?? 0));
      typed = true;
      waiting = waiting.subarray(end);
    }
  };
}
