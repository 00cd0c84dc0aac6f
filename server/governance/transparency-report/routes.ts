import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { transparencyReportToCsv } from '#shared/governance/transparency-report-csv.ts';
import {
  transparencyReportQuery,
  transparencyReportResponse,
} from '#shared/governance/transparency-report.ts';
import { findTransparencyReport } from './queries.ts';

/** Registers the public routes of moderation statistics. */
export function registerTransparencyReport(app: Server, { database, clock }: BaseDeps): void {
  const config = { anonymous: true };

  app.get(
    '/api/transparency',
    {
      config,
      ...answers('What moderation did in a year, or since the beginning, in numbers', {
        querystring: transparencyReportQuery,
        answer: transparencyReportResponse,
      }),
    },
    ({ query }) => findTransparencyReport(database.sql, query.year ?? null, clock()),
  );

  app.get(
    '/api/transparency.csv',
    {
      config,
      schema: {
        summary: 'The same numbers as a table, one a line',
        querystring: transparencyReportQuery,
        produces: ['text/csv'],
        response: { 200: z.string(), '4xx': errorResponse },
      },
    },
    async ({ query }, reply) => {
      const { year = null } = query;
      const numbers = await findTransparencyReport(database.sql, year, clock());
      const name = year === null ? 'transparency' : `transparency-${year}`;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `inline; filename="${name}.csv"`)
        .send(transparencyReportToCsv(numbers));
    },
  );
}
