import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import type { SiteDeps } from '#server/site/deps.ts';
import { helpResponse } from '#shared/site/legal-help.ts';

export function registerHelp(app: Server, { help }: SiteDeps): void {
  app.get(
    '/api/help',
    answers('Where to find help: public bodies and organisations, as the operator lists them', {
      answer: helpResponse,
    }),
    () => ({ places: [...help] }),
  );
}
