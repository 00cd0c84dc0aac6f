import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type DatabaseProxy = {
  /** Connection URL through the proxy. */
  readonly url: string;
  /**
   * Drops all data in both directions without closing connections, like a stateful firewall that lost
   * its state.
   */
  readonly silence: () => void;
  /** Refuses new connections and closes open ones. */
  readonly cut: () => Promise<void>;
  /** Accepts new connections again; silenced ones stay silent. */
  readonly mend: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A TCP proxy between site and PostgreSQL that can drop data or connections. */
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
