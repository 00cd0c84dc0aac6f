import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { emptyFormBody } from '#shared/core/form-fields.ts';
import { nextStepsResponse } from '#shared/site/next-steps.ts';
import { dismissFirstSteps, findNextSteps } from './queries.ts';

export function registerNextSteps(app: Server, { database, clock }: BaseDeps): void {
  const postAsMember = createPostAsMember(app, database.prisma, clock);

  app.get(
    '/api/me/next-steps',
    answers('What the site suggests to me on my page', { answer: nextStepsResponse }),
    (request, reply) => {
      reply.header('cache-control', 'no-store');
      return findNextSteps(database.sql, requireSignedIn(request).id, clock());
    },
  );

  postAsMember(
    '/api/me/first-steps/dismiss',
    writes('Show me the first steps no more', { body: emptyFormBody }),
    (tx, viewer) => dismissFirstSteps(tx, viewer.id),
    () => ({ page: 'me' }),
  );
}
