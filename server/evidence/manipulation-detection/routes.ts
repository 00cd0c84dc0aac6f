import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { answers, creates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { id, slug } from '#shared/core/form-fields.ts';
import { findingDecisionBody, findingsResponse } from '#shared/evidence/manipulation-findings.ts';
import { decideOnFinding } from './actions.ts';
import { findManipulationFindings } from './queries.ts';

export function registerManipulationFindings(app: Server, { database, clock }: BaseDeps): void {
  app.get(
    '/api/platforms/:slug/findings',
    answers('What the detector of campaigns found, and reports that posts were bought', {
      params: z.object({ slug }),
      answer: findingsResponse,
    }),
    (request) => findManipulationFindings(database.sql, request.viewer, request.params.slug),
  );

  app.post(
    '/api/findings/:id/decisions',
    creates('Propose to lift a finding, or to restore it; moderators only', {
      params: z.object({ id }),
      body: findingDecisionBody,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await database.prisma.$transaction((tx) =>
        decideOnFinding(tx, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, {
        page: 'act',
        parameters,
        id: parameters.id,
        done: 'proposed',
        created: true,
      });
    },
  );
}
