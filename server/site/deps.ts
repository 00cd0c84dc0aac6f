import type { BaseDeps } from '#server/http/deps.ts';
import type { HelpPlace } from '#shared/site/help.ts';
import type { Assets } from '#web/page.ts';
import type * as View from '#web/server-entry.ts';

/** The built script for other sites' pages (userscript overlay), and its version. */
export type OverlayScript = { readonly script: string; readonly version: string };

/** What pages and tools are made with. */
export type SiteDeps = BaseDeps & {
  /** Loads what renders pages. */
  readonly view: () => Promise<typeof View>;
  readonly assets: Assets;
  readonly overlay: OverlayScript;
  /** Help organisations. */
  readonly help: readonly HelpPlace[];
  /** Domains of the initial platforms, each with the platform's slug. */
  readonly seededDomains: ReadonlyMap<string, string>;
  /** Members and figures are fictitious, and every page says so. */
  readonly demo: boolean;
};
