import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import type { ReferenceData } from '#shared/directory/reference-data.ts';
import { referenceDataResponse } from '#shared/directory/reference-data.ts';

export function registerReferenceData(
  app: Server,
  { tables }: { readonly tables: ReferenceData },
): void {
  app.get(
    '/api/tables',
    answers('Gross minimum wages an hour and exchange rates, dated, with how sure they are', {
      answer: referenceDataResponse,
    }),
    () => tables,
  );
}
