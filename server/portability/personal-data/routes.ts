import { withdrawAllPosts } from '#server/community/forum/withdraw-all-posts.ts';
import { answerWrite } from '#server/http/forms.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import type { ConfirmPassword } from '#server/identity/accounts/confirm-password.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import { deletePictureIfUnused } from '#server/media/pictures/attach-picture.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { personalDataResponse } from '#shared/portability/personal-data.ts';
import { passwordConfirmedForm } from '#shared/identity/accounts.ts';
import { deleteAccount, leavingKeys } from './delete-account.ts';
import { exportPersonalData } from './export-data.ts';

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
    writes('Delete my account; what I posted stays, under nobody', { body: passwordConfirmedForm }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const confirmedHash = await confirmOwn(viewer, {
        field: 'password',
        password: request.body.password,
      });
      // This locks all rows of the member, which other requests may be changing in any order.
      const { unusedPictureKeys } = await prisma.$transaction((tx) =>
        deleteAccount(tx, viewer, confirmedHash, keys, clock()),
      );
      for (const key of unusedPictureKeys) await deletePictureIfUnused(database, deps.store, key);
      return answerWrite(request, reply.header('set-cookie', sessions.clearingCookies), {
        page: 'signIn',
        done: 'account-deleted',
      });
    },
  );
}
