import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { SiteDeps } from '#server/site/deps.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { helpResponse } from '#shared/site/help.ts';

export function registerHelp(server: FastifyInstance, { help }: SiteDeps): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/help',
    {
      schema: {
        summary: 'Where to find help: public bodies and organisations, as the operator lists them',
        response: { 200: helpResponse, '4xx': errorResponse },
      },
    },
    () => ({ places: [...help] }),
  );
}
