import type { Database } from '#server/database/db.ts';
import type { Deps } from '#server/deps.ts';
import { routeReads } from './routing.ts';
import { monitorReplicas } from './monitor.ts';

/** Wraps the database so that reads can go to replicas; returns it unchanged where there are none. */
export function openReplicas(
  primary: Database,
  urls: readonly string[],
): { readonly deps: Pick<Deps, 'database' | 'replicas'>; readonly close: () => Promise<void> } {
  if (urls.length === 0) return { deps: { database: primary }, close: () => Promise.resolve() };
  const watch = monitorReplicas(primary, urls, console.warn);
  const replicas = routeReads(primary, watch);
  return {
    deps: { database: replicas.database, replicas: { replicas, primary } },
    close: watch.close,
  };
}
