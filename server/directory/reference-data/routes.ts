import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answers } from '#server/http/route-options.ts';
import type { ReferenceData } from '#shared/directory/reference-data.ts';
import { referenceDataResponse } from '#shared/directory/reference-data.ts';

export function registerReferenceData(
  server: FastifyInstance,
  { tables }: { readonly tables: ReferenceData },
): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/tables',
    answers('Gross minimum wages an hour and exchange rates, dated, with how sure they are', {
      answer: referenceDataResponse,
    }),
    () => tables,
  );
}
