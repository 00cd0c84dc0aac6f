import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { homeResponse } from '#shared/site/home.ts';
import { findSiteFigures } from './queries.ts';

export function registerHome(app: Server, { database, clock }: BaseDeps): void {
  app.get(
    '/api/home',
    answers('The site in counts, changed standings, and where members wait', {
      answer: homeResponse,
    }),
    () => findSiteFigures(database.shared, clock()),
  );
}
