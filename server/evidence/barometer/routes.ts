import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { editionsToCsv } from '#shared/evidence/barometer/edition-csv.ts';
import {
  editionName,
  editionResponse,
  editionsResponse,
} from '#shared/evidence/barometer/edition.ts';
import { findAllEditions, findEdition, findEditions } from './queries.ts';

/** Registers the public routes of the barometer. */
export function registerBarometer(app: Server, { database, env, clock }: BaseDeps): void {
  const config = { anonymous: true };
  const params = z.object({ edition: editionName });
  const csv = {
    produces: ['text/csv'],
    response: { 200: z.string(), '4xx': errorResponse },
  };

  app.get(
    '/api/barometer',
    {
      config,
      ...answers('The barometer: figures of all platforms, by month, newest first', {
        answer: editionsResponse,
      }),
    },
    () => findEditions(database.sql, clock()),
  );

  app.get(
    '/api/barometer/:edition',
    {
      config,
      ...answers('An edition of the barometer, by its month or id, with the months before', {
        params,
        answer: editionResponse,
      }),
    },
    async ({ params: { edition } }) => ({
      ...(await findEdition(database.sql, edition)),
      press: env.pressContact,
    }),
  );

  app.get(
    '/api/barometer/:edition/figures.csv',
    { config, schema: { summary: 'The figures of an edition as a table', params, ...csv } },
    async ({ params: { edition: name } }, reply) => {
      const { edition } = await findEdition(database.sql, name);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `inline; filename="barometer-${edition.id}.csv"`)
        .send(editionsToCsv([edition]));
    },
  );

  app.get(
    '/api/barometer.csv',
    { config, schema: { summary: 'All editions of the barometer as one table', ...csv } },
    async (_, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'inline; filename="barometer.csv"')
        .send(editionsToCsv(await findAllEditions(database.sql))),
  );
}
