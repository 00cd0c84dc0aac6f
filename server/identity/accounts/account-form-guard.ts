import type { FastifyRequest } from 'fastify';
import { foldName } from '#shared/core/text.ts';
import type { ProofOfWorkFields } from '#shared/identity/accounts.ts';
import type { SignInAttempt, SignInRateLimit } from './sign-in-rate-limit.ts';

/** Admits forms of other wings that sign a visitor up or in at their end. */
export type AccountFormGuard = {
  /**
   * Admits the form before its picture is read, as a sign-up: the fields after it are not known yet.
   * @throws AppError challenge-needed above the limit, unless a proof of work came before the picture.
   */
  readonly admitPicture: (
    request: FastifyRequest,
    fields: Readonly<Record<string, unknown>>,
  ) => Promise<void>;
  /**
   * Counts the form as a sign-up, once, or as a sign-in that guesses a password.
   * @throws AppError challenge-needed above the limit.
   */
  readonly admit: (
    request: FastifyRequest,
    kind: 'new' | 'existing',
    typed: ProofOfWorkFields & { readonly pseudonym?: string },
  ) => Promise<SignInAttempt>;
};

function textOf(field: unknown): string | undefined {
  return typeof field === 'string' && field !== '' ? field : undefined;
}

export function createAccountFormGuard(limit: SignInRateLimit): AccountFormGuard {
  const signUps = new WeakMap<FastifyRequest, SignInAttempt>();
  const signUp = async (request: FastifyRequest, fields: ProofOfWorkFields) => {
    const attempt = signUps.get(request) ?? (await limit.admit('sign-up', request.ip, fields));
    signUps.set(request, attempt);
    return attempt;
  };
  return {
    admitPicture: async (request, fields) => {
      const { _proof, _ticket } = fields;
      await signUp(request, { _proof: textOf(_proof), _ticket: textOf(_ticket) });
    },
    admit: (request, kind, typed) =>
      kind === 'new' || typed.pseudonym === undefined
        ? signUp(request, typed)
        : limit.admit('sign-in', request.ip, typed, foldName(typed.pseudonym)),
  };
}
