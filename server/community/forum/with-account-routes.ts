import type { FastifyRequest } from 'fastify';
import { z } from 'zod/mini';
import { requireRateLimit, subscriberKeyOf } from '#server/http/address-limits.ts';
import { keepValidFields } from '#server/http/forms.ts';
import { creates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import type { TokenBuckets } from '#server/http/token-buckets.ts';
import type { IdentityDeps } from '#server/identity/accounts/deps.ts';
import {
  WITH_ACCOUNT,
  createPostWithAccount,
} from '#server/identity/accounts/post-with-account.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import type { SignInRateLimit } from '#server/identity/accounts/sign-in-rate-limit.ts';
import { PICTURE_DESCRIPTION } from '#server/media/pictures/form-picture.ts';
import { createPictureAttachment } from '#server/media/pictures/picture-with-account.ts';
import { id } from '#shared/core/form-fields.ts';
import {
  postForm,
  postWithAccountForm,
  threadForm,
  threadWithAccountForm,
} from '#shared/community/forum.ts';
import { publishPost, startThread } from './actions.ts';
import { findNewThreadErrors, requireOpenThread } from './check-post-form.ts';
import type { ForumDeps } from './deps.ts';
import { postAddress } from './post-address.ts';
import { createTextReader } from './read-form-texts.ts';

/** Registers the routes of visitors' forms: a thread or a post, and a new or existing account for it. */
export function registerForumWithAccount(
  app: Server,
  deps: ForumDeps & IdentityDeps,
  sessions: Sessions,
  limit: SignInRateLimit,
  turns: TokenBuckets,
): void {
  const params = z.object({ id });
  const threadOf = (request: FastifyRequest): string => params.parse(request.params).id;
  const postWithAccount = createPostWithAccount(app, deps, sessions, limit);
  const readTexts = createTextReader(deps);
  /** Reads a valid form and its long text, which are costly: refused ones count too. */
  const read = async <Input extends { readonly text: string }>(
    request: FastifyRequest,
    input: Input,
  ) => {
    requireRateLimit(turns, request);
    return { input, texts: await readTexts(request, [input.text], subscriberKeyOf(request.ip)) };
  };

  postWithAccount(
    '/api/forum/threads/with-account',
    creates('Begin a thread as a visitor, with a new account or an existing one', {
      description: `${WITH_ACCOUNT}\n\n${PICTURE_DESCRIPTION}`,
      body: threadWithAccountForm,
    }),
    {
      attachment: createPictureAttachment(deps),
      findErrors: (tx, request) =>
        findNewThreadErrors(tx, keepValidFields(threadForm, request.body)),
      read: (request) => read(request, threadForm.parse(request.body)),
      publish: (tx, viewer, { input, texts }, picture, now) =>
        startThread(tx, viewer, input, { picture, ...texts }, now),
      receipt: (thread) => ({
        page: 'thread',
        parameters: { id: thread.id },
        done: 'thread-started',
      }),
    },
  );

  postWithAccount(
    '/api/forum/threads/:id/posts/with-account',
    creates('Post in a thread as a visitor, with a new account or an existing one', {
      description: `${WITH_ACCOUNT}\n\n${PICTURE_DESCRIPTION}`,
      params,
      body: postWithAccountForm,
    }),
    {
      attachment: createPictureAttachment(deps, (request) => `thread/${threadOf(request)}`),
      findErrors: (tx, request) => requireOpenThread(tx, threadOf(request)),
      read: async (request) => ({
        ...(await read(request, postForm.parse(request.body))),
        thread: threadOf(request),
      }),
      publish: (tx, viewer, { input, texts, thread }, picture, now) =>
        publishPost(tx, viewer, thread, input, { picture, ...texts }, now),
      receipt: (post) => {
        const at = postAddress(post);
        const offer = post.offer === null ? {} : { offer: post.offer };
        return { ...at, query: { ...at.query, ...offer }, done: 'posted' };
      },
    },
  );
}
