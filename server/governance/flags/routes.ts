import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { writeResponse } from '#shared/core/form-fields.ts';
import { flagForm, flagQuery, flagResponse } from '#shared/governance/flags.ts';
import { findFlagForm, flagSubject } from './actions.ts';

/** Routes of flags. */
export function registerCaseFlags(
  server: FastifyInstance,
  { database, clock }: Pick<BaseDeps, 'database' | 'clock'>,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/flags',
    {
      schema: {
        summary: 'What I may flag of a thing, and what I said of it; members',
        querystring: flagQuery,
        response: { 200: flagResponse, '4xx': errorResponse },
      },
    },
    (request) =>
      findFlagForm(database.prisma, requireSignedIn(request), request.query.about, clock()),
  );

  app.post(
    '/api/flags',
    {
      schema: {
        summary: 'Say by which rule something should not stand here; it hides nothing; members',
        body: flagForm,
        response: { 200: writeResponse, 201: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { id } = await database.prisma.$transaction((tx) =>
        flagSubject(tx, viewer, request.body, clock()),
      );
      const { about } = request.body;
      const done = { page: 'flag', query: { about }, done: 'flagged', created: true } as const;
      return answerWrite(request, reply, { id, ...done });
    },
  );
}
