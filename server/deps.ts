import type { BoycottDeps } from './collective/pledges/deps.ts';
import type { ForumDeps } from './community/forum/deps.ts';
import type { SafeFetch } from './core/safe-fetch/safe-fetch.ts';
import type { DatabaseWithReplicas } from './database/replicas/read-from-replicas.ts';
import type { IdentityDeps } from './identity/accounts/deps.ts';
import type { Metrics } from './operations/health/metrics.ts';
import type { SiteDeps } from './site/deps.ts';
import type { ReferenceData } from '#shared/directory/reference-data.ts';

/**
 * Dependencies of the app. Tests pass the same, with their own clock. A module asks for the part that
 * its wing declares (`BaseDeps`, `MediaDeps` …), never for all of them.
 */
export type Deps = DatabaseWithReplicas &
  IdentityDeps &
  ForumDeps &
  BoycottDeps &
  SiteDeps & {
    /** Minimum wages and exchange rates. */
    readonly tables: ReferenceData;
    /** How many milliseconds the response to a write waits for recomputed figures; default 500. */
    readonly figuresWaitMs?: number;
    /** Folder of built scripts and styles; null where Vite serves them in development. */
    readonly clientFolder: string | null;
    /** Folder of the browser's OCR engine; null where it was not built. */
    readonly ocrFolder: string | null;
    /** The built verifier of dump and transparency log: a single file that needs only Node. */
    readonly verifier: string;
    /** DNS and HTTP requests to other domains, to verify that a user controls one. */
    readonly safeFetch: SafeFetch;
    readonly metrics: Metrics;
    /** True while draining: still serving, `/readyz` says no. */
    readonly isStopping: () => boolean;
  };
