import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { creates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { slug } from '#shared/core/form-fields.ts';
import { platformDecisionBody } from '#shared/directory/platform-decisions.ts';
import { decideOnPlatform } from './actions.ts';

export function registerPlatformDecisions(app: Server, { database, clock }: BaseDeps): void {
  const postAsMember = createPostAsMember(app, database.prisma, clock);

  postAsMember(
    '/api/platforms/:slug/decisions',
    creates('Propose to record a platform as closed or as open again; moderators only', {
      params: z.object({ slug }),
      body: platformDecisionBody,
    }),
    (tx, viewer, request, now) =>
      decideOnPlatform(tx, viewer, request.params.slug, request.body, now),
    (parameters) => ({
      page: 'act',
      parameters,
      id: parameters.id,
      done: 'proposed',
      created: true,
    }),
  );
}
