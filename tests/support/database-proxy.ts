import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type DatabaseProxy = {
  /** The address of the database by way of the proxy. */
  readonly url: string;
  /** From now on nothing passes, either way, and nobody is told: as behind a firewall that forgot. */
  readonly silence: () => void;
  /** From now on connections are refused, and those that are open are cut. */
  readonly cut: () => Promise<void>;
  /** Lets new connections pass again; those that were silenced stay silent. */
  readonly mend: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A network between the site and PostgreSQL that can fall silent or break. */
export async function startDatabaseProxy(database: string): Promise<DatabaseProxy> {
  const { username, password, port, pathname } = new URL(database);
  const sockets = new Set<Socket>();
  let silent = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((socket) => {
    keep(socket);
    if (silent) {
      socket.pause();
      return;
    }
    const upstream = connect(Number(port), '127.0.0.1');
    keep(upstream);
    socket.pipe(upstream).pipe(socket);
    socket.on('close', () => upstream.destroy());
    upstream.on('close', () => socket.destroy());
  });
  const listen = async (at: number): Promise<number> => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const at = await listen(0);
  const cut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: `postgresql://${username}:${password}@127.0.0.1:${at}${pathname}`,
    silence: () => {
      silent = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    cut,
    mend: async () => {
      silent = false;
      if (!server.listening) await listen(at);
    },
    close: async () => {
      if (server.listening) await cut();
    },
  };
}
