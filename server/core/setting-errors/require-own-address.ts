import { createServer } from 'node:net';
import { explainListenError } from './explain-listen-error.ts';

/**
 * Refuses a host that is no address of this machine, before a start changes anything. Whether the port is
 * free shows when the site listens on it.
 * @param prefix of the setting's name: empty for the site, `METRICS_` for the metrics endpoint.
 * @throws UnusableSetting.
 */
export async function requireOwnAddress(
  prefix: '' | 'METRICS_',
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainListenError(prefix, { host, port }, error)));
    server.listen({ host, port: 0, exclusive: true }, () => server.close(() => resolve()));
  });
}
