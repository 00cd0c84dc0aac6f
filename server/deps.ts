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
import type { Outside } from './core/safe-fetch/outside.ts';
import type { Replicas } from './database/replicas/reading.ts';
import type { Secrets } from './core/secrets.ts';
import type { HelpPlace } from '#shared/site/help.ts';
import type { Tables } from '#shared/directory/tables.ts';

/** The built script for other sites' pages, and its version. */
export type Overlay = { readonly script: string; readonly version: string };

/** Everything that the app does not make itself. Tests hand in the same parts, and a clock. */
export type Deps = {
  readonly database: Database;
  /** What `database` reads from, where there are replicas, and what is written to. */
  readonly replicas?: { readonly replicas: Replicas; readonly primary: Database };
  readonly store: WatchedStore;
  /** Judges, hashes and checks passwords. */
  readonly passwords: Passwords;
  /** Renders long posts in a thread of its own. */
  readonly renderAhead: RenderAhead;
  readonly sanitizer: Sanitizer;
  readonly reader: Reader;
  readonly temporaryFolder: string;
  readonly secrets: Secrets;
  /** Where pledges wait for their batch. */
  readonly slots: SlotStore;
  readonly env: Environment;
  /** Minimum wages and exchange rates. */
  readonly tables: Tables;
  /** Where to find help. */
  readonly help: readonly HelpPlace[];
  /** The domains that every site starts with, each with the slug of its platform. */
  readonly seededDomains: ReadonlyMap<string, string>;
  readonly clock: () => Date;
  /** Milliseconds that the answer to a write waits for the figures it moved, where not half a second. */
  readonly figuresWaitMs?: number;
  readonly assets: Assets;
  /** The folder with the built script and style; null where a development server has them. */
  readonly clientFolder: string | null;
  /** The folder with what reads text in pictures in the browser; null where it was not prepared. */
  readonly ocrFolder: string | null;
  readonly overlay: Overlay;
  /** What anybody checks the site with, as built: one file that needs nothing but Node. */
  readonly verifier: string;
  /** Other machines, which a user can have asked whether a code stands on a domain. */
  readonly outside: Outside;
  readonly metrics: Metrics;
  /** Whether this process is about to stop: it still answers, and asks for no new visitors. */
  readonly isStopping: () => boolean;
  /** Members and figures are invented, and every page says so. */
  readonly demo: boolean;
};
