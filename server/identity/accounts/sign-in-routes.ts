import { z } from 'zod/mini';
import { subscriberKeyOf } from '#server/http/address-limits.ts';
import { answerWrite, requestLanguage } from '#server/http/forms.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import {
  TICKET_WAIT_SECONDS,
  challengeResponse,
  signInAction,
  parseRedirectTarget,
  emptyForm,
  recoverForm,
  signInForm,
  signUpForm,
} from '#shared/identity/accounts.ts';
import { pathTo } from '#shared/core/paths.ts';
import { foldName } from '#shared/core/text.ts';
import { resetPassword, signIn, signUp } from './actions.ts';
import type { IdentityDeps } from './deps.ts';
import type { SignInProtection } from './sign-in-protection.ts';
import { reservedPseudonymKey } from './reserved-pseudonyms.ts';
import { hashRecoveryPhrase } from './recovery-phrases.ts';
import type { Sessions } from './sessions.ts';

export function registerSignInRoutes(
  app: Server,
  deps: IdentityDeps,
  sessions: Sessions,
  { guard, challenges }: SignInProtection,
): void {
  const { database, secrets, clock, passwords } = deps;
  const leftKey = reservedPseudonymKey(secrets);

  app.get(
    '/api/challenge',
    answers('A puzzle and a ticket: either lets a form through when too many come', {
      querystring: z.object({ for: signInAction }),
      answer: challengeResponse,
    }),
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return {
        needed: guard.isNeeded(request.query.for, request.ip),
        puzzle: await challenges.newPuzzle(),
        ticket: challenges.newTicket(),
        ticketWaitSeconds: TICKET_WAIT_SECONDS,
      };
    },
  );

  app.post(
    '/api/sign-up',
    creates('Become a member', { body: signUpForm }),
    async (request, reply) => {
      await guard.admit('sign-up', request.ip, request.body);
      const language = request.body.language ?? requestLanguage(request);
      const cookie = await signUp(
        database,
        sessions,
        passwords,
        request.body,
        language,
        leftKey,
        subscriberKeyOf(request.ip),
        clock(),
      );
      if (request.sessionId !== null) await sessions.end(database.prisma, request.sessionId);
      const { next } = request.body;
      return answerWrite(request, reply.header('set-cookie', cookie), {
        page: 'recoveryPhrase',
        language,
        ...(next === undefined ? {} : { query: { next } }),
        done: 'signed-up',
        created: true,
      });
    },
  );

  app.post('/api/sign-in', writes('Sign in', { body: signInForm }), async (request, reply) => {
    const pseudonymKey = foldName(request.body.pseudonym);
    const attempt = await guard.admit('sign-in', request.ip, request.body, pseudonymKey);
    const cookie = await attempt.judge(
      signIn(database, sessions, passwords, request.body, subscriberKeyOf(request.ip)),
    );
    if (request.sessionId !== null) await sessions.end(database.prisma, request.sessionId);
    const target = parseRedirectTarget(request.body.next) ?? { page: 'home' as const };
    return answerWrite(request, reply.header('set-cookie', cookie), target);
  });

  app.post(
    '/api/recover',
    writes('Choose a new password with a recovery phrase, which uses it up', { body: recoverForm }),
    async (request, reply) => {
      await guard.admit('recover', request.ip, request.body);
      const recoveryHash = hashRecoveryPhrase(secrets, request.body.phrase);
      const network = subscriberKeyOf(request.ip);
      await resetPassword(database, sessions, passwords, request.body, recoveryHash, network);
      return answerWrite(request, reply.header('set-cookie', sessions.clearingCookies), {
        page: 'signIn',
        query: { next: pathTo(requestLanguage(request), 'recoveryPhrase') },
        done: 'password-reset',
      });
    },
  );

  app.post(
    '/api/sign-out',
    writes('Sign out on this device; says so too where nobody was signed in', { body: emptyForm }),
    async (request, reply) => {
      if (request.sessionId !== null) await sessions.end(database.prisma, request.sessionId);
      return answerWrite(request, reply.header('set-cookie', sessions.clearingCookies), {
        page: 'signIn',
        done: 'signed-out',
      });
    },
  );
}
