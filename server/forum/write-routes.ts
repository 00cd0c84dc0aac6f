import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { Deps } from '#server/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { signedIn } from '#server/http/session.ts';
import { receiveForm } from '#server/http/uploads.ts';
import { receiveWithPicture } from '#server/pictures/receive.ts';
import { PICTURE_FIELD } from '#server/pictures/take.ts';
import { errorResponse } from '#shared/errors.ts';
import { id, written } from '#shared/fields.ts';
import { forumControls, pageOfPlace, postForm, threadForm } from '#shared/forum.ts';
import { publishPost, startThread } from './actions.ts';
import { markAllRead } from './reading.ts';

const FORMS = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/** What members write in the forum. */
export function registerForumWrites(server: FastifyInstance, deps: Deps): void {
  const { database, clock } = deps;
  const origin = deps.env.publicUrl;
  const app = server.withTypeProvider<ZodTypeProvider>();
  // Checked with the picture, so that one answer says all that is wrong.
  const withPicture = { attachValidation: true, preValidation: receiveForm(deps, PICTURE_FIELD) };

  app.post(
    '/api/forum/threads',
    {
      ...withPicture,
      schema: {
        summary: 'Begin a thread; a picture travels as the file `screenshot`',
        consumes: FORMS,
        body: threadForm,
        response: { 201: written, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const thread = await receiveWithPicture(deps, request, (tx, viewer, picture) =>
        startThread(tx, viewer, request.body, { picture, origin }, clock()),
      );
      return answerWrite(request, reply, {
        page: 'thread',
        parameters: { id: thread.id },
        id: thread.id,
        done: 'thread-started',
        created: true,
      });
    },
  );

  app.post(
    '/api/forum/threads/:id/posts',
    {
      ...withPicture,
      schema: {
        summary: 'Post in a thread; a picture travels as the file `screenshot`',
        params: z.object({ id }),
        consumes: FORMS,
        body: postForm,
        response: { 201: written, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const post = await receiveWithPicture(deps, request, (tx, viewer, picture) =>
        publishPost(tx, viewer, request.params.id, request.body, { picture, origin }, clock()),
      );
      return answerWrite(request, reply, {
        page: 'thread',
        parameters: { id: post.threadId },
        query: { page: String(pageOfPlace(post.place)) },
        anchor: `m${post.place}`,
        id: post.id,
        done: 'posted',
        created: true,
      });
    },
  );

  app.post(
    '/api/forum/read-all',
    {
      schema: {
        summary: 'Mark the whole forum as read',
        body: forumControls,
        response: { 200: written, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = signedIn(request);
      await database.prisma.$transaction((tx) => markAllRead(tx, viewer, clock()));
      return answerWrite(request, reply, { page: 'forum', done: 'all-read' });
    },
  );
}
