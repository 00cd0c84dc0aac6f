import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { blockForm } from '#shared/identity/members.ts';
import { unblockMember, blockMember } from './actions.ts';

export function registerBlocks(app: Server, { database, clock }: BaseDeps): void {
  const { prisma } = database;

  app.post(
    '/api/ignores',
    writes('Ignore a member: no posts, notifications or private messages of hers; secret', {
      body: blockForm,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { pseudonym } = await prisma.$transaction((tx) =>
        blockMember(tx, viewer, request.body.member, clock()),
      );
      return answerWrite(request, reply, {
        page: 'member',
        parameters: { pseudonym },
        done: 'ignored',
      });
    },
  );

  app.post(
    '/api/ignores/end',
    writes('Ignore a member no longer', { body: blockForm }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { pseudonym } = await prisma.$transaction((tx) =>
        unblockMember(tx, viewer, request.body.member, clock()),
      );
      return answerWrite(request, reply, {
        page: 'member',
        parameters: { pseudonym },
        done: 'ignore-ended',
      });
    },
  );
}
