import { createServer } from 'node:net';
import { explainListenError } from './explain-listen-error.ts';

/**
 * Refuses a host on which this machine cannot listen, before a start changes anything: it binds any free
 * port there for a moment. A taken port is refused later, when the site listens.
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
