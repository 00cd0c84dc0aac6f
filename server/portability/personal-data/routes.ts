import { z } from 'zod/mini';
import { withdrawAllPosts } from '#server/community/forum/withdraw-all-posts.ts';
import { answerWrite } from '#server/http/forms.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import type { ConfirmPassword } from '#server/identity/accounts/confirm-password.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import { deletePictureIfUnused } from '#server/media/pictures/attach-picture.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { personalDataResponse } from '#shared/portability/personal-data.ts';
import { deleteAccountForm, passwordConfirmedForm } from '#shared/identity/accounts.ts';
import { deleteAccount, leavingKeys } from './delete-account.ts';
import { exportPersonalData } from './export-data.ts';
import { withdrawEverything } from './withdraw-everything.ts';
import { spreadsheetsOf } from './spreadsheets.ts';
import { zipFiles } from '#server/core/zip-files.ts';

/** Registers the routes of data export, withdrawal of all posts, and account deletion. */
export function registerPersonalData(
  app: Server,
  deps: MediaDeps,
  sessions: Sessions,
  confirmOwn: ConfirmPassword,
): void {
  const { database, secrets, clock } = deps;
  const { prisma } = database;
  const keys = leavingKeys(secrets);

  app.get(
    '/api/me/data.json',
    answers('Everything that the site holds about me, exact, as a file', {
      answer: personalDataResponse,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      reply.header('cache-control', 'no-store');
      reply.header('content-disposition', 'attachment; filename="contrenote.json"');
      return exportPersonalData(deps, viewer, clock());
    },
  );

  app.get(
    '/api/me/data.zip',
    { schema: { hide: true, querystring: z.object({ language: z.optional(z.enum(LANGUAGES)) }) } },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const data = await exportPersonalData(deps, viewer, clock());
      const language = request.query.language ?? viewer.language;
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="contrenote.zip"')
        .type('application/zip')
        .send(zipFiles(spreadsheetsOf(data, language)));
    },
  );

  app.post(
    '/api/me/posts/withdraw',
    writes('Withdraw all that I wrote in the forum, some hundreds of posts at a time', {
      body: passwordConfirmedForm,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      await confirmOwn(viewer, {
        field: 'password',
        password: request.body.password,
      });
      const { unusedPictureKeys, left } = await withdrawAllPosts(database, viewer, clock());
      for (const key of unusedPictureKeys) await deletePictureIfUnused(database, deps.store, key);
      return answerWrite(request, reply, {
        page: 'settings',
        done: left ? 'some-posts-withdrawn' : 'posts-withdrawn',
      });
    },
  );

  app.post(
    '/api/me/delete',
    writes('Delete my account; what I published stays, under nobody, or is withdrawn first', {
      body: deleteAccountForm,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { password, what } = request.body;
      const confirmedHash = await confirmOwn(viewer, { field: 'password', password });
      if (what === 'everything') {
        const { unusedPictureKeys, left } = await withdrawEverything(
          database,
          secrets,
          viewer,
          clock(),
        );
        for (const key of unusedPictureKeys) await deletePictureIfUnused(database, deps.store, key);
        if (left) {
          return answerWrite(request, reply, { page: 'settings', done: 'some-posts-withdrawn' });
        }
      }
      // This locks all rows of the member, which other requests may be changing in any order.
      const { unusedPictureKeys } = await prisma.$transaction((tx) =>
        deleteAccount(tx, viewer, confirmedHash, keys, clock()),
      );
      for (const key of unusedPictureKeys) await deletePictureIfUnused(database, deps.store, key);
      return answerWrite(request, reply.header('set-cookie', sessions.clearingCookies), {
        page: 'signIn',
        done: what === 'everything' ? 'all-deleted' : 'account-deleted',
      });
    },
  );
}
