import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { answers, writesOrCreates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { flagForm, flagQuery, flagResponse } from '#shared/governance/flags.ts';
import { findFlagForm, flagSubject } from './actions.ts';

export function registerCaseFlags(
  app: Server,
  { database, clock }: Pick<BaseDeps, 'database' | 'clock'>,
): void {
  app.get(
    '/api/flags',
    answers('What I may flag of a thing, and what I said of it; members', {
      querystring: flagQuery,
      answer: flagResponse,
    }),
    (request) =>
      findFlagForm(database.prisma, requireSignedIn(request), request.query.about, clock()),
  );

  app.post(
    '/api/flags',
    writesOrCreates(
      'Say by which rule something should not stand here; it hides nothing; members',
      { body: flagForm },
    ),
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
