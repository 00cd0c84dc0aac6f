import { answerWrite, requestLanguage, wantsHtml } from '#server/http/forms.ts';
import { fieldError } from '#server/core/errors.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import {
  accountResponse,
  languageForm,
  meResponse,
  parseRedirectPath,
  passwordForm,
  phraseAnswerForm,
  phraseCheckForm,
  recoveryPhraseForm,
  recoveryPhraseResponse,
  emptyForm,
} from '#shared/identity/accounts.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { pathTo } from '#shared/core/paths.ts';
import { deviceHash } from './device-hash.ts';
import { setLanguage } from './actions.ts';
import type { IdentityDeps } from './deps.ts';
import type { SignInProtection } from './sign-in-protection.ts';
import { registerSignInRoutes } from './sign-in-routes.ts';
import { answerPhraseCard, checkPhrase } from './check-phrase.ts';
import { changePassword, issueRecoveryPhrase, type ConfirmPassword } from './confirm-password.ts';
import { findAccount } from './queries.ts';
import type { Sessions } from './sessions.ts';

export function registerAccounts(
  app: Server,
  deps: IdentityDeps,
  sessions: Sessions,
  entrance: SignInProtection,
  confirmOwn: ConfirmPassword,
): void {
  const { database, secrets, clock, passwords } = deps;
  const { prisma } = database;
  const postAsMember = createPostAsMember(app, prisma, clock);
  registerSignInRoutes(app, deps, sessions, entrance);

  app.get(
    '/api/me',
    answers('Who is signed in', { answer: meResponse }),
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return {
        viewer:
          request.viewer === null
            ? null
            : {
                ...request.viewer,
                roles: [...request.viewer.roles],
                mark: deviceHash(request.viewer.id),
              },
      };
    },
  );

  app.get(
    '/api/me/account',
    answers('My account, as the settings show it', { answer: accountResponse }),
    (request, reply) => {
      reply.header('cache-control', 'no-store');
      return findAccount(database.sql, requireSignedIn(request), clock());
    },
  );

  app.post(
    '/api/me/language',
    writes('Choose the language of the site', { body: languageForm }),
    async (request, reply) => {
      const { language } = request.body;
      await setLanguage(prisma, requireSignedIn(request).id, language);
      return answerWrite(request, reply, { page: 'settings', language, done: 'language-chosen' });
    },
  );

  app.post(
    '/api/me/password',
    writes('Change my password; my other devices are signed out', { body: passwordForm }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { currentPassword, newPassword } = request.body;
      const confirmedHash = await confirmOwn(viewer, {
        field: 'currentPassword',
        password: currentPassword,
      });
      const { sessionId } = request;
      const change = { confirmedHash, newPassword, sessionId };
      await changePassword(database, sessions, passwords, viewer, change);
      return answerWrite(request, reply, { page: 'settings', done: 'password-changed' });
    },
  );

  // The phrase is the response of a POST to this path; reloading or going back redirects to its page.
  app.get('/api/me/recovery-phrase', { schema: { hide: true } }, (request, reply) =>
    reply.redirect(pathTo(requestLanguage(request), 'recoveryPhrase'), 302),
  );

  app.post(
    '/api/me/recovery-phrase',
    {
      schema: {
        summary: 'Make a recovery phrase: it is answered this once, an earlier one is void',
        body: recoveryPhraseForm,
        response: { 201: recoveryPhraseResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { password, next } = request.body;
      if (password !== undefined) {
        await confirmOwn(viewer, {
          field: 'password',
          password,
        });
      }
      const phrase = await prisma.$transaction((tx) =>
        issueRecoveryPhrase(
          tx,
          secrets,
          viewer,
          requestLanguage(request),
          password !== undefined,
          clock(),
        ),
      );
      if (wantsHtml(request)) {
        return reply.showOnce('recoveryPhrase', {
          kind: 'shown',
          phrase,
          next: parseRedirectPath(next),
        });
      }
      return reply.status(201).header('cache-control', 'no-store').send({ phrase });
    },
  );

  app.post(
    '/api/me/recovery-phrase/check',
    writes('Show that I still have my recovery phrase, by two of its words', {
      body: phraseCheckForm,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { first, second } = request.body;
      const fits = await prisma.$transaction((tx) =>
        checkPhrase(tx, secrets, viewer, [first, second], clock()),
      );
      if (!fits) throw fieldError('first', 'not-in-phrase');
      return answerWrite(request, reply, { page: 'me', done: 'phrase-checked' });
    },
  );

  postAsMember(
    '/api/me/recovery-phrase/answer',
    writes('Be asked later, or no more, whether I have my phrase', { body: phraseAnswerForm }),
    (tx, viewer, request) => answerPhraseCard(tx, viewer, request.body.answer),
    () => ({ page: 'me' }),
  );

  app.post(
    '/api/me/sign-out-everywhere',
    writes('Sign out on every device, this one too', { body: emptyForm }),
    async (request, reply) => {
      await sessions.endAll(prisma, requireSignedIn(request).id);
      return answerWrite(request, reply.header('set-cookie', sessions.clearingCookies), {
        page: 'signIn',
        done: 'signed-out-everywhere',
      });
    },
  );
}
