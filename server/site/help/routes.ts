import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answers } from '#server/http/route-options.ts';
import type { SiteDeps } from '#server/site/deps.ts';
import { helpResponse } from '#shared/site/help.ts';

export function registerHelp(server: FastifyInstance, { help }: SiteDeps): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/help',
    answers('Where to find help: public bodies and organisations, as the operator lists them', {
      answer: helpResponse,
    }),
    () => ({ places: [...help] }),
  );
}
