import type { FastifySchema } from 'fastify';
import { z } from 'zod/mini';
import { AppError } from '#server/core/errors.ts';
import type { Db } from '#server/database/db.ts';
import { subscriberKeyOf } from '#server/http/address-limits.ts';
import { toAppError } from '#server/http/error-handler.ts';
import { answerWrite, keepValidFields, requestLanguage } from '#server/http/forms.ts';
import type { Server } from '#server/http/server.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import { commonFormFields } from '#shared/core/form-fields.ts';
import { pathTo, type PageAddress } from '#shared/core/paths.ts';
import { accountFields } from '#shared/identity/accounts.ts';
import { createAccountFormGuard } from './account-form-guard.ts';
import type { IdentityDeps } from './deps.ts';
import { reservedPseudonymKey } from './reserved-pseudonyms.ts';
import { findNewAccountErrors } from './rules.ts';
import type { Sessions } from './sessions.ts';
import type { SignInRateLimit } from './sign-in-rate-limit.ts';
import {
  isSentAgain,
  openVisitorAccount,
  judgeVisitorAccount,
  throwFormErrors,
} from './visitor-account.ts';

/** What the routes added here do, for their description. */
export const WITH_ACCOUNT = `Makes the account (\`account\` is \`new\`), or signs in (\`existing\`), and publishes
in one transaction: a refusal leaves neither. The limits and proofs of work of \`/api/sign-up\` and
\`/api/sign-in\` hold. Who sends it accepts the rules of the site.`;

const accountForm = z.object({ ...commonFormFields, ...accountFields });

/** A form without a picture that a visitor sends with a new or an existing account. */
export type FormWithAccount<Input> = {
  readonly parse: (body: unknown, params: unknown) => Input;
  /** Finds errors besides those of the schema, before the password is hashed. */
  readonly findErrors: (tx: Db, body: unknown, now: Date) => Promise<FieldIssues>;
  readonly publish: (
    tx: Db,
    viewer: Viewer,
    input: Input,
    now: Date,
  ) => Promise<{ readonly id: string }>;
  /** The page that follows, and its message. */
  readonly receipt: (input: Input) => PageAddress & { readonly done: string };
};

/**
 * Returns a function that adds a POST route for visitors: it makes the account, or signs in, and
 * publishes, in one transaction; a refusal leaves neither. The limits of signing up and in hold.
 */
export function createPostWithAccount(
  app: Server,
  deps: IdentityDeps,
  sessions: Sessions,
  limit: SignInRateLimit,
) {
  const { database, clock, secrets } = deps;
  const leftKey = reservedPseudonymKey(secrets);
  const guard = createAccountFormGuard(limit);
  return <Input>(
    path: string,
    { schema }: { readonly schema: FastifySchema },
    { parse, findErrors, publish, receipt }: FormWithAccount<Input>,
  ): void => {
    app.post(path, { attachValidation: true, schema }, async (request, reply) => {
      const typed = keepValidFields(accountForm, request.body);
      const kind = (await isSentAgain(database, typed)) ? 'existing' : (typed.account ?? 'new');
      const attempt = await guard.admit(request, kind, typed);
      const invalid =
        request.validationError === undefined ? null : toAppError(request.validationError, request);
      if (invalid !== null && invalid.code !== 'bad-input') throw invalid;
      const rest = await database.prisma.$transaction((tx) =>
        findErrors(tx, request.body, clock()),
      );
      const wrong = kind === 'existing' ? {} : findNewAccountErrors(typed);
      const fields = { ...rest, ...wrong, ...invalid?.fields };
      const refused = Object.keys(fields).length > 0;
      const account = await judgeVisitorAccount(attempt, { ...deps, leftKey }, kind, typed, {
        refused,
        network: subscriberKeyOf(request.ip),
      });
      throwFormErrors(fields, account instanceof AppError ? account : null);
      if (account === null || account instanceof AppError) throw new AppError('bad-input');
      const language = requestLanguage(request);
      const made = await database.prisma.$transaction(async (tx) => {
        const now = clock();
        const viewer = await openVisitorAccount(tx, account, { language, leftKey }, now);
        const input = parse(request.body, request.params);
        const { id } = await publish(tx, viewer, input, now);
        return { id, input, cookie: await sessions.start(tx, viewer.id) };
      });
      if (request.sessionId !== null) await sessions.end(database.prisma, request.sessionId);
      reply.header('set-cookie', made.cookie);
      const { done, ...shown } = receipt(made.input);
      const next = pathTo(language, shown.page, shown.parameters, { ...shown.query, done });
      return answerWrite(request, reply, {
        ...(kind === 'new'
          ? { page: 'recoveryPhrase', query: { next }, done: 'signed-up' }
          : { ...shown, done }),
        id: made.id,
        language,
        created: true,
      });
    });
  };
}
