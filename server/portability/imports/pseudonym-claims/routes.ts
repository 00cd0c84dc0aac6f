import { subscriberKeyOf } from '#server/http/address-limits.ts';
import { answerWrite, requestLanguage } from '#server/http/forms.ts';
import { writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import type { IdentityDeps } from '#server/identity/accounts/deps.ts';
import type { SignInRateLimit } from '#server/identity/accounts/sign-in-rate-limit.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import { foldName } from '#shared/core/text.ts';
import { pseudonymClaimForm } from '#shared/portability/imports.ts';
import { claimPseudonym } from './claim-pseudonym.ts';

export function registerPseudonymClaims(
  app: Server,
  { database, secrets, passwords }: IdentityDeps,
  sessions: Sessions,
  guard: SignInRateLimit,
): void {
  app.post(
    '/api/claim',
    writes('Get back a pseudonym of a site that was brought here, with a code that works once', {
      body: pseudonymClaimForm,
    }),
    async (request, reply) => {
      const { body } = request;
      const guessed = `claim/${foldName(body.pseudonym)}`;
      const attempt = await guard.admit('claim', request.ip, body, guessed);
      const language = requestLanguage(request);
      const cookie = await attempt.judge(
        claimPseudonym(
          database,
          sessions,
          passwords,
          secrets,
          body,
          language,
          subscriberKeyOf(request.ip),
        ),
      );
      if (request.sessionId !== null) await sessions.end(database.prisma, request.sessionId);
      return answerWrite(request, reply.header('set-cookie', cookie), {
        page: 'recoveryPhrase',
        language,
        done: 'claimed',
      });
    },
  );
}
