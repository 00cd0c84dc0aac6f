import type { ChangeFeed } from '#server/database/changes/change-feed.ts';
import type { BaseDeps } from '#server/http/deps.ts';
import type { HelpPlace } from '#shared/site/legal-help.ts';
import type { Assets } from '#web/page.ts';
import type * as View from '#web/server-entry.ts';

/** The built script for other sites' pages (userscript overlay), and its version. */
export type OverlayScript = { readonly script: string; readonly version: string };

/** Dependencies of the routes of server/site: pages, help, and the userscript overlay. */
export type SiteDeps = BaseDeps & {
  /** Loads the module that renders pages: the built one, or in development through Vite. */
  readonly view: () => Promise<typeof View>;
  readonly assets: Assets;
  readonly overlay: OverlayScript;
  readonly help: readonly HelpPlace[];
  /** Domains of the initial platforms, each with the platform's slug. */
  readonly seededDomains: ReadonlyMap<string, string>;
  /** Whether members and figures are fictitious, which every page then says. */
  readonly demo: boolean;
  /** Changes of what pages show; null or none: nothing is kept until it changes. */
  readonly changes?: ChangeFeed | null;
};
