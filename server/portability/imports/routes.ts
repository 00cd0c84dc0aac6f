import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { importsResponse } from '#shared/portability/imports.ts';
import { registerOldForumLinks } from './old-forum-links.ts';
import { listImportSources } from './queries.ts';

/** Registers the routes of imported communities; claiming a pseudonym is a way to sign up. */
export function registerImports(app: Server, deps: BaseDeps): void {
  registerOldForumLinks(app, deps);

  app.get(
    '/api/imports',
    answers('The communities of which pseudonyms wait for their members', {
      answer: importsResponse,
    }),
    () => listImportSources(deps.database.sql),
  );
}
