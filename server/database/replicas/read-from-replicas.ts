import type { Database } from '#server/database/db.ts';
import { routeReads, type Replicas } from './read-routing.ts';
import { monitorReplicas } from './replica-monitor.ts';

export type DatabaseWithReplicas = {
  readonly database: Database;
  /** Set where there are replicas: `database` reads from `replicas` and writes to `primary`. */
  readonly replicas?: { readonly replicas: Replicas; readonly primary: Database };
};

/** Wraps the database so that reads can go to replicas; returns it unchanged where there are none. */
export function withReplicaReads(
  primary: Database,
  urls: readonly string[],
): { readonly deps: DatabaseWithReplicas; readonly close: () => Promise<void> } {
  if (urls.length === 0) return { deps: { database: primary }, close: () => Promise.resolve() };
  const watch = monitorReplicas(primary, urls, console.warn);
  const replicas = routeReads(primary, watch);
  return {
    deps: { database: replicas.database, replicas: { replicas, primary } },
    close: watch.close,
  };
}
