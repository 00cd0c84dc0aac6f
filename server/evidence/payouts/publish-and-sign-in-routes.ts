import type { FastifyRequest } from 'fastify';
import { AppError, pictureStoreDownError } from '#server/core/errors.ts';
import { subscriberKeyOf } from '#server/http/address-limits.ts';
import { toAppError } from '#server/http/error-handler.ts';
import { answerWrite, keepValidFields, requestLanguage } from '#server/http/forms.ts';
import { creates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { createAccountFormGuard } from '#server/identity/accounts/account-form-guard.ts';
import type { IdentityDeps } from '#server/identity/accounts/deps.ts';
import { reservedPseudonymKey } from '#server/identity/accounts/reserved-pseudonyms.ts';
import { findNewAccountErrors } from '#server/identity/accounts/rules.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import type { SignInRateLimit } from '#server/identity/accounts/sign-in-rate-limit.ts';
import {
  isSentAgain,
  judgeVisitorAccount,
  throwFormErrors,
} from '#server/identity/accounts/visitor-account.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { StoreUnavailable } from '#server/media/files/file-store.ts';
import { limitPictureFormsByKey } from '#server/media/pictures/limit-picture-forms.ts';
import {
  PICTURE_DESCRIPTION,
  PICTURE_FIELD,
  storeFormPicture,
} from '#server/media/pictures/form-picture.ts';
import { receiveMultipartForm } from '#server/media/pictures/multipart-uploads.ts';
import { visitorAsSender } from '#server/media/pictures/picture-sender.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import { pathTo } from '#shared/core/paths.ts';
import {
  payoutForm,
  payoutWithAccountForm,
  type PayoutWithAccountForm,
} from '#shared/evidence/payouts.ts';
import { createSlipDeps } from '#server/evidence/publication/publish-report.ts';
import { findNewPayoutErrors } from './check-payout-form.ts';
import { publishAndSignIn } from './publish-and-sign-in.ts';

const DESCRIPTION = `Makes the account (\`account\` is \`new\`), or signs in (\`existing\`), and publishes
the payout in one transaction: a refusal leaves neither. The limits and proofs of work of
\`/api/sign-up\` and \`/api/sign-in\` hold. Who sends it accepts the rules of the site.`;

/** Registers the route of a visitor's form: a payout, and a new or existing account for it. */
export function registerPayoutsWithAccount(
  app: Server,
  deps: MediaDeps & IdentityDeps,
  sessions: Sessions,
  limit: SignInRateLimit,
): void {
  const { database, clock, secrets } = deps;
  const leftKey = reservedPseudonymKey(secrets);
  const slips = createSlipDeps(secrets);
  const guard = createAccountFormGuard(limit);

  /** Finds all errors of the form, except whether the password is right. */
  async function findErrors(
    request: FastifyRequest,
    typed: Partial<PayoutWithAccountForm>,
  ): Promise<FieldIssues> {
    const invalid =
      request.validationError === undefined ? null : toAppError(request.validationError, request);
    if (invalid !== null && invalid.code !== 'bad-input') throw invalid;
    const payout = keepValidFields(payoutForm, request.body);
    const rest = await database.prisma.$transaction((tx) =>
      findNewPayoutErrors(tx, payout, clock()),
    );
    const account = typed.account === 'existing' ? {} : findNewAccountErrors(typed);
    return { ...rest, ...account, ...invalid?.fields };
  }

  app.post(
    '/api/payouts/with-account',
    {
      attachValidation: true,
      preValidation: receiveMultipartForm(deps, PICTURE_FIELD, guard.admitPicture),
      ...creates('Report a payout as a visitor, with a new account or an existing one', {
        description: `${DESCRIPTION}\n\n${PICTURE_DESCRIPTION}`,
        consumes: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
        body: payoutWithAccountForm,
      }),
    },
    async (request, reply) => {
      const typed = keepValidFields(payoutWithAccountForm, request.body);
      const kind = (await isSentAgain(database, typed)) ? 'existing' : (typed.account ?? 'new');
      const attempt = await guard.admit(request, kind, typed);
      const sender = visitorAsSender(request.typed?.['_key'], request);
      const { picture, issue } = await storeFormPicture(deps, request, sender);
      const pictureError = request.imageIssue ?? issue;
      const fields = await findErrors(request, { ...typed, account: kind });
      const refused = pictureError !== null || Object.keys(fields).length > 0;
      const account = await judgeVisitorAccount(attempt, { ...deps, leftKey }, kind, typed, {
        refused,
        network: subscriberKeyOf(request.ip),
      });
      throwFormErrors(fields, account instanceof AppError ? account : null, pictureError);
      if (account === null || account instanceof AppError) throw new AppError('bad-input');
      const language = requestLanguage(request);
      const made = await limitPictureFormsByKey('evidence', () =>
        database.prisma.$transaction((tx) =>
          publishAndSignIn(
            tx,
            sessions,
            account,
            payoutForm.parse(request.body),
            picture,
            { language, leftKey, slips },
            clock(),
          ),
        ),
      ).catch((error: unknown) => {
        throw error instanceof StoreUnavailable ? pictureStoreDownError() : error;
      });
      if (request.sessionId !== null) await sessions.end(database.prisma, request.sessionId);
      reply.header('set-cookie', made.cookie);
      const receipt = {
        page: 'ownPayout',
        parameters: { id: made.id },
        done: 'payout-published',
      } as const;
      const next = pathTo(language, receipt.page, receipt.parameters, { done: receipt.done });
      return answerWrite(request, reply, {
        ...(kind === 'new'
          ? { page: 'recoveryPhrase', query: { next }, done: 'signed-up' }
          : receipt),
        id: made.id,
        language,
        created: true,
      });
    },
  );
}
