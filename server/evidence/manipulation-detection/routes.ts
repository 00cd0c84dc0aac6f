import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { id, slug } from '#shared/core/form-fields.ts';
import { findingDecisionBody, findingsResponse } from '#shared/evidence/manipulation-findings.ts';
import { decideOnFinding } from './actions.ts';
import { findManipulationFindings } from './queries.ts';

export function registerManipulationFindings(app: Server, { database, clock }: BaseDeps): void {
  const postAsMember = createPostAsMember(app, database.prisma, clock);

  app.get(
    '/api/platforms/:slug/findings',
    answers('What the detector of campaigns found, and reports that posts were bought', {
      params: z.object({ slug }),
      answer: findingsResponse,
    }),
    (request) => findManipulationFindings(database.sql, request.viewer, request.params.slug),
  );

  postAsMember(
    '/api/findings/:id/decisions',
    creates('Propose to lift a finding, or to restore it; moderators only', {
      params: z.object({ id }),
      body: findingDecisionBody,
    }),
    (tx, viewer, request, now) => decideOnFinding(tx, viewer, request.params.id, request.body, now),
    (parameters) => ({
      page: 'act',
      parameters,
      id: parameters.id,
      done: 'proposed',
      created: true,
    }),
  );
}
