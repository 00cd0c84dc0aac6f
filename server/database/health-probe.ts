import pg from 'pg';
import { Connection, connectionConfig } from './connection-settings.ts';

const PROBE_MS = 2_000;

export type HealthProbe = {
  /** Whether PostgreSQL answers within two seconds. */
  readonly answers: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** Opens a health check with a connection of its own, so that no other query delays it. */
export function openHealthProbe(base: pg.ClientConfig): HealthProbe {
  let client: Connection | null = null;
  let asking: Promise<boolean> | null = null;
  let closed = false;

  const ask = async (): Promise<boolean> => {
    if (closed) return false;
    try {
      client ??= await connect(base);
      await client.query('SELECT 1');
      return true;
    } catch {
      drop();
      return false;
    }
  };
  const drop = (): void => {
    void client?.end().catch(() => undefined);
    client = null;
  };
  return {
    answers: () =>
      (asking ??= ask().finally(() => {
        asking = null;
      })),
    close: async () => {
      closed = true;
      await asking;
      drop();
    },
  };
}

async function connect(base: pg.ClientConfig): Promise<Connection> {
  const client = new Connection({
    ...connectionConfig(base, 0),
    connectionTimeoutMillis: PROBE_MS,
    query_timeout: PROBE_MS,
  });
  // The next query reports it; without a listener it would crash the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
