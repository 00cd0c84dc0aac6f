import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { creates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { slug } from '#shared/core/form-fields.ts';
import { platformDecisionBody } from '#shared/directory/platform-decisions.ts';
import { decideOnPlatform } from './actions.ts';

export function registerPlatformDecisions(app: Server, { database, clock }: BaseDeps): void {
  app.post(
    '/api/platforms/:slug/decisions',
    creates('Propose to record a platform as closed or as open again; moderators only', {
      params: z.object({ slug }),
      body: platformDecisionBody,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await database.prisma.$transaction((tx) =>
        decideOnPlatform(tx, viewer, request.params.slug, request.body, clock()),
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
