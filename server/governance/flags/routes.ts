import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writesOrCreates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { flagForm, flagQuery, flagResponse } from '#shared/governance/flags.ts';
import { findFlagForm, flagSubject } from './actions.ts';

export function registerCaseFlags(app: Server, { database, clock }: BaseDeps): void {
  const postAsMember = createPostAsMember(app, database.prisma, clock);

  app.get(
    '/api/flags',
    answers('What I may flag of a thing, and what I said of it; members', {
      querystring: flagQuery,
      answer: flagResponse,
    }),
    (request) =>
      findFlagForm(database.prisma, requireSignedIn(request), request.query.about, clock()),
  );

  postAsMember(
    '/api/flags',
    writesOrCreates(
      'Say by which rule something should not stand here; it hides nothing; members',
      { body: flagForm },
    ),
    (tx, viewer, request, now) => flagSubject(tx, viewer, request.body, now),
    ({ id }, { body: { about } }) => ({
      id,
      page: 'flag',
      query: { about },
      done: 'flagged',
      created: true,
    }),
  );
}
