import { z } from 'zod/mini';
import { answerWrite, requestLanguage, wantsHtml } from '#server/http/forms.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import type { ConfirmPassword } from '#server/identity/accounts/confirm-password.ts';
import type { IdentityDeps } from '#server/identity/accounts/deps.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import type { SignInRateLimit } from '#server/identity/accounts/sign-in-rate-limit.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { emptyForm, parseRedirectTarget } from '#shared/identity/accounts.ts';
import { id } from '#shared/core/form-fields.ts';
import { pathTo } from '#shared/core/paths.ts';
import {
  passkeyForm,
  passkeyOptionsForm,
  passkeyOptionsResponse,
  passkeySignInOptionsResponse,
  passkeySignInForm,
  passkeysResponse,
} from '#shared/identity/passkeys.ts';
import {
  addPasskey,
  makeCreationOptions,
  makeRequestOptions,
  removePasskey,
  signInWithPasskey,
} from './actions.ts';
import { createPasskeyChallenges } from './challenges.ts';
import { findOwnPasskeys } from './queries.ts';
import { findRelyingParty, requireRelyingParty } from './relying-party.ts';
import { derivePasskeyKeys } from './sealed-passkey.ts';

/** Registers the routes of passkeys (WebAuthn), which sign in beside the password. */
export function registerPasskeys(
  app: Server,
  deps: IdentityDeps,
  sessions: Sessions,
  guard: SignInRateLimit,
  confirmOwn: ConfirmPassword,
): void {
  const { database, secrets, env, clock } = deps;
  const { prisma } = database;
  const challenges = createPasskeyChallenges(prisma, secrets, clock);
  const keys = derivePasskeyKeys(secrets);
  const parts = { database, keys, challenges };
  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/me/passkeys',
    answers('My passkeys', { answer: passkeysResponse }),
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return {
        offered: findRelyingParty(env.publicUrl, request) !== null,
        passkeys: await findOwnPasskeys(prisma, keys, requireSignedIn(request).id),
      };
    },
  );

  // The options are the response of a POST to this path; reloading or going back redirects to its page.
  app.get('/api/me/passkeys/options', { schema: { hide: true } }, (request, reply) =>
    reply.redirect(pathTo(requestLanguage(request), 'passkeys'), 302),
  );

  app.post(
    '/api/me/passkeys/options',
    {
      schema: {
        summary: 'Begin a passkey: what my browser passes to navigator.credentials.create',
        body: passkeyOptionsForm,
        response: { 201: passkeyOptionsResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const party = requireRelyingParty(env.publicUrl, request);
      const { password, name } = request.body;
      const confirmedHash = await confirmOwn(viewer, { field: 'password', password });
      const options = await makeCreationOptions(parts, party, viewer, confirmedHash);
      if (wantsHtml(request)) {
        return reply.showOnce('passkeys', { kind: 'making', options, name: name ?? '' });
      }
      return reply
        .status(201)
        .header('cache-control', 'no-store')
        .send({ options: { ...options } });
    },
  );

  app.post(
    '/api/me/passkeys',
    creates('Add the passkey that my device made', { body: passkeyForm }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const party = requireRelyingParty(env.publicUrl, request);
      await addPasskey(parts, party, viewer, request.body, clock());
      return answerWrite(request, reply, {
        page: 'passkeys',
        done: 'passkey-made',
        created: true,
      });
    },
  );

  postAsMember(
    '/api/me/passkeys/:id/remove',
    writes('Remove a passkey of mine', { params: z.object({ id }), body: emptyForm }),
    (tx, viewer, request) => removePasskey(tx, viewer, request.params.id),
    () => ({ page: 'passkeys', done: 'passkey-removed' }),
  );

  app.get(
    '/api/passkeys/options',
    answers('Begin to sign in with a passkey: the input of navigator.credentials.get', {
      answer: passkeySignInOptionsResponse,
    }),
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const party = findRelyingParty(env.publicUrl, request);
      return {
        options: party === null ? null : { ...(await makeRequestOptions(parts, party)) },
      };
    },
  );

  app.post(
    '/api/sign-in/passkey',
    writes('Sign in with a passkey', { body: passkeySignInForm }),
    async (request, reply) => {
      const party = requireRelyingParty(env.publicUrl, request);
      const { credential, next } = request.body;
      const attempt = await guard.admit('sign-in', request.ip, request.body);
      const cookie = await attempt.judge(
        signInWithPasskey(parts, party, sessions, credential, clock()),
      );
      if (request.sessionId !== null) await sessions.end(prisma, request.sessionId);
      const target = parseRedirectTarget(next) ?? { page: 'home' as const };
      return answerWrite(request, reply.header('set-cookie', cookie), target);
    },
  );
}
