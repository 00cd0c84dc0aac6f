import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { blockForm } from '#shared/identity/members.ts';
import { unblockMember, blockMember } from './actions.ts';

export function registerBlocks(app: Server, { database, clock }: BaseDeps): void {
  const { prisma } = database;

  const postAsMember = createPostAsMember(app, prisma, clock);

  postAsMember(
    '/api/ignores',
    writes('Ignore a member: no posts, notifications or private messages of hers; secret', {
      body: blockForm,
    }),
    (tx, viewer, request, now) => blockMember(tx, viewer, request.body.member, now),
    ({ pseudonym }) => ({
      page: 'member',
      parameters: { pseudonym },
      done: 'ignored',
    }),
  );

  postAsMember(
    '/api/ignores/end',
    writes('Ignore a member no longer', { body: blockForm }),
    (tx, viewer, request, now) => unblockMember(tx, viewer, request.body.member, now),
    ({ pseudonym }) => ({
      page: 'member',
      parameters: { pseudonym },
      done: 'ignore-ended',
    }),
  );
}
