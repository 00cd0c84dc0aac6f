import { connect, createServer, type AddressInfo, type NetConnectOpts } from 'node:net';

/** PostgreSQL protocol messages that run a query: Bind and simple Query. */
const RUNS = new Set(['B', 'Q']);
const LENGTH_BYTES = 4;

export type QueryCounter = {
  /** The database behind the proxy, at its own address. */
  readonly url: string;
  /** Number of queries so far. */
  readonly count: () => number;
  readonly close: () => void;
};

/** A proxy between server and database that counts queries. */
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
    // Closing either side closes the other.
    client.on('error', () => behind.destroy());
    behind.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(database);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: url.href, count: () => queries, close: () => void server.close() };
}

/** PostgreSQL's port, or its socket in a folder. */
function placeOf({ hostname, port }: URL): NetConnectOpts {
  const host = decodeURIComponent(hostname);
  const number = port || '5432';
  return host.startsWith('/')
    ? { path: `${host}/.s.PGSQL.${number}` }
    : { host, port: Number(number) };
}

/** Emits the type of each message; a connection's first one has none. */
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
