import type { Assets } from '#web/page.ts';
import type { Passwords } from './identity/accounts/passwords.ts';
import type { SlotStore } from './collective/boycotts/slots.ts';
import type { Database } from './database/db.ts';
import type { Environment } from './core/env.ts';
import type { Sanitizer } from './media/files/sanitizer.ts';
import type { WatchedStore } from './media/files/watched-store.ts';
import type { RenderAhead } from './community/forum/render-ahead.ts';
import type { Reader } from './media/ocr/reader.ts';
import type { Metrics } from './operations/health/metrics.ts';
import type { SafeFetch } from '#server/core/safe-fetch/safe-fetch.ts';
import type { Replicas } from '#server/database/replicas/routing.ts';
import type { Secrets } from './core/secrets.ts';
import type { HelpPlace } from '#shared/site/help.ts';
import type { Tables } from '#shared/directory/tables.ts';

/** The built script for other sites' pages (userscript overlay), and its version. */
export type Overlay = { readonly script: string; readonly version: string };

/** Dependencies of the app. Tests pass the same, with their own clock. */
export type Deps = {
  readonly database: Database;
  /** With replicas: `database` reads from `replicas` and writes to `primary`. */
  readonly replicas?: { readonly replicas: Replicas; readonly primary: Database };
  readonly store: WatchedStore;
  /** Estimates, hashes and verifies passwords. */
  readonly passwords: Passwords;
  /** Renders long posts in a worker thread. */
  readonly renderAhead: RenderAhead;
  readonly sanitizer: Sanitizer;
  readonly reader: Reader;
  readonly temporaryFolder: string;
  readonly secrets: Secrets;
  /** Storage of pledges that wait for their batch. */
  readonly slots: SlotStore;
  readonly env: Environment;
  /** Minimum wages and exchange rates. */
  readonly tables: Tables;
  /** Help organisations. */
  readonly help: readonly HelpPlace[];
  /** Domains of the initial platforms, each with the platform's slug. */
  readonly seededDomains: ReadonlyMap<string, string>;
  readonly clock: () => Date;
  /** How many milliseconds the response to a write waits for recomputed figures; default 500. */
  readonly figuresWaitMs?: number;
  readonly assets: Assets;
  /** Folder of built scripts and styles; null where Vite serves them in development. */
  readonly clientFolder: string | null;
  /** Folder of the browser's OCR engine; null where it was not built. */
  readonly ocrFolder: string | null;
  readonly overlay: Overlay;
  /** The built verifier of dump and transparency log: a single file that needs only Node. */
  readonly verifier: string;
  /** DNS and HTTP requests to other domains, to verify that a user controls one. */
  readonly outside: SafeFetch;
  readonly metrics: Metrics;
  /** True while draining: still serving, `/readyz` says no. */
  readonly isStopping: () => boolean;
  /** Members and figures are fictitious, and every page says so. */
  readonly demo: boolean;
};
