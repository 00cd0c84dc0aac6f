import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { isInjection } from 'light-my-request';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Database } from '#server/database/db.ts';
import { registerJobMetrics } from '#server/operations/jobs/job-metrics.ts';
import { explainListenError } from '#server/core/setting-errors/explain-listen-error.ts';
import { isRouteCounted } from '#server/http/is-route-counted.ts';

/**
 * Prometheus metrics of this process. No label identifies a person or a thing: routes are the
 * registered patterns, such as `/api/forum/threads/:id`. Anonymous routes are not counted (see
 * `isRouteCounted`).
 */
export type Metrics = {
  readonly registry: Registry;
  /** Counts a response and its duration in seconds; kept pages are counted by `page` alone. */
  readonly answered: (labels: Answered, seconds: number) => void;
  /** Counts a page for a signed-out visitor, rendered or from the cache. */
  readonly page: (how: 'drawn' | 'kept') => void;
  /** Records that the picture store fails or works again. */
  readonly storeWorks: (operation: 'read' | 'write', works: boolean) => void;
};

type Answered = { readonly method: string; readonly route: string; readonly status: string };

/** Histogram buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export function createMetrics(database: Pick<Database, 'connections' | 'sql'>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const answers = new Histogram({
    name: 'contrenote_http_seconds',
    help: 'How long answers took, kept pages apart',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  });
  const pages = new Counter({
    name: 'contrenote_pages_total',
    help: 'Pages for visitors: drawn, or kept from an earlier drawing',
    labelNames: ['how'],
    registers,
  });
  registerJobMetrics(registers, database);
  const store = new Gauge({
    name: 'contrenote_store_works',
    help: 'Whether the store of pictures could be read and written last: 1 or 0',
    labelNames: ['operation'],
    registers,
  });
  for (const operation of ['read', 'write']) store.set({ operation }, 1);
  const connections = new Gauge({
    name: 'contrenote_database_connections',
    help: 'Connections to PostgreSQL, and who waits for one',
    labelNames: ['state'],
    registers,
    collect: () => {
      for (const [state, count] of Object.entries(database.connections?.() ?? {})) {
        connections.set({ state }, count);
      }
    },
  });
  return {
    registry,
    answered: (labels, seconds) => answers.observe({ ...labels }, seconds),
    page: (how) => pages.inc({ how }),
    storeWorks: (operation, works) => store.set({ operation }, works ? 1 : 0),
  };
}

/** Counts each response, except on routes where the time of a pledge or vote is secret. */
export function registerMetrics(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', ({ method, raw, routeOptions }, reply, done) => {
    const route = routeOptions.url ?? 'none';
    // API requests of a page within this process are part of the page.
    if (!isInjection(raw) && isRouteCounted(route)) {
      const status = `${Math.floor(reply.statusCode / 100)}xx`;
      metrics.answered({ method, route, status }, reply.elapsedTime / 1_000);
    }
    done();
  });
}

/**
 * Serves `GET /metrics` on a separate address, which must not be public. Node's default metrics are
 * collected from then on only: they cost CPU and keep the registry alive.
 * @throws UnusableSetting where it cannot listen there.
 */
export async function serveMetrics(
  { registry }: Pick<Metrics, 'registry'>,
  at: { host: string; port: number },
): Promise<{ port: number; close: () => Promise<void> }> {
  collectDefaultMetrics({ register: registry });
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await listen(server, at).catch((error: unknown) => {
    throw explainListenError('METRICS_', at, error);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, at: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, () => resolve());
  });
}
