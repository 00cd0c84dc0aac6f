import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ReferenceData } from '#shared/directory/reference-data.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { referenceDataResponse } from '#shared/directory/reference-data.ts';

export function registerReferenceData(
  server: FastifyInstance,
  { tables }: { readonly tables: ReferenceData },
): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/tables',
    {
      schema: {
        summary: 'Gross minimum wages an hour and exchange rates, dated, with how sure they are',
        response: { 200: referenceDataResponse, '4xx': errorResponse },
      },
    },
    () => tables,
  );
}
