import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
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
import { createAccountFormGuard, type AccountFormGuard } from './account-form-guard.ts';
import { countDailyUse } from './daily-limits.ts';
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

/** A file that comes with a visitor's form. */
export type FormAttachment<File> = {
  readonly consumes: readonly string[];
  /** Returns the hook that receives the form, whose guard admits it before the file is read. */
  readonly receive: (
    guard: AccountFormGuard,
  ) => (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Stores the file before the transaction; `issue` prevents its publication. */
  readonly store: (
    request: FastifyRequest,
  ) => Promise<{ readonly file: File | null; readonly issue: AppError | null }>;
  /** Runs the transaction among a limited number of others. */
  readonly limit: <Result>(
    request: FastifyRequest,
    transaction: () => Promise<Result>,
  ) => Promise<Result>;
};

/** A form that a visitor sends with a new or an existing account. */
export type FormWithAccount<Input, Made, File> = {
  readonly attachment?: FormAttachment<File>;
  /** Finds errors besides those of the schema, before the password is hashed. */
  readonly findErrors: (tx: Db, request: FastifyRequest, now: Date) => Promise<FieldIssues>;
  /** Reads the valid form, before the transaction. */
  readonly read: (request: FastifyRequest) => Input | Promise<Input>;
  readonly publish: (
    tx: Db,
    viewer: Viewer,
    input: Input,
    file: File | null,
    now: Date,
  ) => Promise<Made>;
  /** The page that follows, and its message. */
  readonly receipt: (made: Made, input: Input) => PageAddress & { readonly done: string };
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

  return <Input, Made extends { readonly id: string }, File = never>(
    path: string,
    { schema }: { readonly schema: FastifySchema },
    { attachment, findErrors, read, publish, receipt }: FormWithAccount<Input, Made, File>,
  ): void => {
    const receives = attachment === undefined ? {} : { preValidation: attachment.receive(guard) };
    const consumes = attachment === undefined ? {} : { consumes: [...attachment.consumes] };
    const options = { attachValidation: true, ...receives, schema: { ...schema, ...consumes } };
    app.post(path, options, async (request, reply) => {
      keyForm(request);
      const typed = keepValidFields(accountForm, request.body);
      const kind = (await isSentAgain(database, typed)) ? 'existing' : (typed.account ?? 'new');
      const attempt = await guard.admit(request, kind, typed);
      const stored = (await attachment?.store(request)) ?? { file: null, issue: null };
      const invalid =
        request.validationError === undefined ? null : toAppError(request.validationError, request);
      if (invalid !== null && invalid.code !== 'bad-input') throw invalid;
      const rest = await database.prisma.$transaction((tx) => findErrors(tx, request, clock()));
      const wrong = kind === 'existing' ? {} : findNewAccountErrors(typed);
      const fields = { ...rest, ...wrong, ...invalid?.fields };
      const account = await judgeVisitorAccount(attempt, { ...deps, leftKey }, kind, typed, {
        refused: stored.issue !== null || Object.keys(fields).length > 0,
        network: subscriberKeyOf(request.ip),
      });
      throwFormErrors(fields, account instanceof AppError ? account : null, stored.issue);
      if (account === null || account instanceof AppError) throw new AppError('bad-input');
      const input = await read(request);
      const language = requestLanguage(request);
      const transaction = () =>
        database.prisma.$transaction(async (tx) => {
          const now = clock();
          const viewer = await openVisitorAccount(tx, account, { language, leftKey }, now);
          if (stored.file !== null) await countDailyUse(tx, viewer.id, 'picture', now);
          const made = await publish(tx, viewer, input, stored.file, now);
          return { made, cookie: await sessions.start(tx, viewer.id) };
        });
      const { made, cookie } = await (attachment === undefined
        ? transaction()
        : attachment.limit(request, transaction));
      if (request.sessionId !== null) await sessions.end(database.prisma, request.sessionId);
      reply.header('set-cookie', cookie);
      const { done, ...shown } = receipt(made, input);
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

/**
 * Gives a form without an idempotency key one, by which a refused form owns its picture: a page that
 * is the same for all visitors has none.
 */
function keyForm({ typed }: FastifyRequest): void {
  if (typed !== null) typed['_key'] ??= randomUUID();
}
