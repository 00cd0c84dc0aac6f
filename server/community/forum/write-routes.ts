import type { FastifyRequest } from 'fastify';
import { z } from 'zod/mini';
import type { ForumDeps } from './deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireRateLimit } from '#server/http/address-limits.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { createSharedTransactions } from '#server/database/shared-transactions.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { createTokenBuckets } from '#server/http/token-buckets.ts';
import type { IdentityDeps } from '#server/identity/accounts/deps.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import type { SignInRateLimit } from '#server/identity/accounts/sign-in-rate-limit.ts';
import { receiveMultipartForm } from '#server/media/pictures/multipart-uploads.ts';
import { deletePictureIfUnused } from '#server/media/pictures/attach-picture.ts';
import { receiveWithPicture } from '#server/media/pictures/receive-with-picture.ts';
import { PICTURE_FIELD } from '#server/media/pictures/form-picture.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import {
  RETURN_PARAMETER,
  editForm,
  postForm,
  renameForm,
  threadForm,
} from '#shared/community/forum.ts';
import { guideForm } from '#shared/community/guides.ts';
import { reactionForm, solutionForm } from '#shared/community/reaction-forms.ts';
import { moveForm } from '#shared/community/moved-posts.ts';
import { threadDecisionForm } from '#shared/community/thread-decisions.ts';
import { publishPost, startThread } from './actions.ts';
import { registerPostFollowUp } from './follow-up-posts.ts';
import { decideOnThread } from './decide-on-thread.ts';
import { editPost, findFirstVersionText, renameThread } from './edit-post.ts';
import { postAddress } from './post-address.ts';
import { markAllThreadsRead } from './mark-all-read.ts';
import { markSolution } from './mark-solution.ts';
import { proposeMove } from './propose-move.ts';
import { proposeOwnGuide } from './propose-guide.ts';
import { reactToPost } from './reactions.ts';
import { createTextReader, type ReadTexts } from './read-form-texts.ts';
import { registerForumWithAccount } from './with-account-routes.ts';

const FORMS = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Limit on forum writes: nobody writes faster. Refused posts count too, since rendering is costly
 * and they do not use up the daily limit.
 */
export const FORUM_WRITE_RATE = { burst: 20, perMinute: 20 };

export function registerForumWrites(
  app: Server,
  deps: ForumDeps & IdentityDeps,
  sessions: Sessions,
  limit: SignInRateLimit,
): void {
  const { database, clock } = deps;
  const { prisma } = database;
  const readTexts = createTextReader(deps);
  const share = createSharedTransactions(prisma);
  /**
   * Renders the long texts of a form, and of the post's `first` version, before the transaction.
   */
  const readingOf = async (
    request: FastifyRequest<{ Body: { text: string } }>,
    first: string | null = null,
  ): Promise<ReadTexts> => {
    const { id: from } = requireSignedIn(request);
    // An invalid form has no text to render.
    const texts = request.validationError
      ? []
      : [request.body.text, ...(first === null ? [] : [first])];
    return readTexts(request, texts, from);
  };
  const params = z.object({ id });
  const turns = createTokenBuckets(FORUM_WRITE_RATE, deps);
  // The handler reports schema errors, together with those of the picture: one answer lists all
  // errors.
  const withPicture = {
    attachValidation: true,
    preValidation: receiveMultipartForm(deps, PICTURE_FIELD),
  };

  registerForumWithAccount(app, deps, sessions, limit, turns);
  registerPostFollowUp(app, deps);
  const postAsMember = createPostAsMember(app, prisma, clock);

  app.post(
    '/api/forum/threads',
    {
      ...withPicture,
      ...creates('Begin a thread; a picture travels as the file `screenshot`', {
        consumes: FORMS,
        body: threadForm,
      }),
    },
    async (request, reply) => {
      requireSignedIn(request);
      requireRateLimit(turns, request);
      const reading = await readingOf(request);
      const thread = await receiveWithPicture(deps, request, (tx, viewer, picture) =>
        startThread(tx, viewer, request.body, { picture, ...reading }, clock()),
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
      ...creates('Post in a thread; a picture travels as the file `screenshot`', {
        params,
        consumes: FORMS,
        body: postForm,
      }),
    },
    async (request, reply) => {
      requireSignedIn(request);
      requireRateLimit(turns, request);
      const { id: thread } = request.params;
      const reading = await readingOf(request);
      const post = await receiveWithPicture(
        deps,
        request,
        (tx, viewer, picture) => {
          const attached = { picture, ...reading };
          return publishPost(tx, viewer, thread, request.body, attached, clock());
        },
        { about: `thread/${thread}`, share },
      );
      const at = postAddress(post);
      return answerWrite(request, reply, {
        ...at,
        query: { ...at.query, ...(post.offer === null ? {} : { offer: post.offer }) },
        id: post.id,
        done: 'posted',
        created: true,
      });
    },
  );

  app.post(
    '/api/forum/posts/:id',
    {
      ...withPicture,
      ...writes('Edit my post; another picture travels as the file `screenshot`', {
        params,
        consumes: FORMS,
        body: editForm,
      }),
    },
    async (request, reply) => {
      requireSignedIn(request);
      requireRateLimit(turns, request);
      const reading = await readingOf(
        request,
        await findFirstVersionText(database.sql, request.params.id),
      );
      const post = await receiveWithPicture(deps, request, (tx, viewer, picture) =>
        editPost(tx, viewer, request.params.id, request.body, { picture, ...reading }, clock()),
      );
      await deletePictureIfUnused(database, deps.store, post.unusedPictureKey);
      return answerWrite(request, reply, { ...postAddress(post), id: post.id, done: 'edited' });
    },
  );

  postAsMember(
    '/api/forum/threads/:id/rename',
    writes('Give my thread another title', { params, body: renameForm }),
    (tx, viewer, request, now) => renameThread(tx, viewer, request.params.id, request.body, now),
    (parameters) => ({ page: 'thread', parameters, done: 'renamed' }),
  );

  postAsMember(
    '/api/forum/threads/:id/decisions',
    creates(
      'Propose to pin, close, move or rename a thread, or to undo it; or slow it down; moderators only',
      { params, body: threadDecisionForm },
    ),
    (tx, viewer, request, now) => decideOnThread(tx, viewer, request.params.id, request.body, now),
    ({ id: thread, act }) => ({
      ...(act === null
        ? { page: 'thread', parameters: { id: thread }, done: 'decided' }
        : { page: 'act', parameters: { id: act }, id: act, done: 'proposed' }),
      created: true,
    }),
  );

  postAsMember(
    '/api/forum/threads/:id/moves',
    creates(
      'Propose to merge a thread into another, or to move posts of it, or to undo that; moderators only',
      { params, body: moveForm },
    ),
    (tx, viewer, request, now) => proposeMove(tx, viewer, request.params.id, request.body, now),
    ({ id: act }) => ({
      page: 'act',
      parameters: { id: act },
      id: act,
      done: 'proposed',
      created: true,
    }),
  );

  postAsMember(
    '/api/forum/threads/:id/guide',
    creates('Propose my thread as a guide, shown once two moderators have read it', {
      params,
      body: guideForm,
    }),
    (tx, viewer, request, now) => proposeOwnGuide(tx, viewer, request.params.id, request.body, now),
    ({ id: act }) => ({
      page: 'act',
      parameters: { id: act },
      id: act,
      done: 'guide-proposed',
      created: true,
    }),
  );

  createPostAsMember(app, prisma, clock, turns)(
    '/api/forum/posts/:id/reactions',
    writes('Say thank you or me too to a post, or take it back; it is counted by night', {
      params,
      body: reactionForm,
    }),
    (tx, viewer, request) => reactToPost(tx, deps.secrets, viewer, request.params.id, request.body),
    (post) => {
      const at = postAddress(post);
      return { ...at, query: { ...at.query, [RETURN_PARAMETER]: String(post.place) }, id: post.id };
    },
  );

  postAsMember(
    '/api/forum/threads/:id/solution',
    writes('Say which post answered my question, or that none did', {
      params,
      body: solutionForm,
    }),
    (tx, viewer, request, now) => markSolution(tx, viewer, request.params.id, request.body, now),
    (parameters) => ({ page: 'thread', parameters, done: 'solution' }),
  );

  postAsMember(
    '/api/forum/read-all',
    writes('Mark the whole forum as read', { body: emptyFormBody }),
    (tx, viewer, _, now) => markAllThreadsRead(tx, viewer, now),
    () => ({ page: 'forum', done: 'all-read' }),
  );
}
