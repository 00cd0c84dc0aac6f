import { keepValidFields } from '#server/http/forms.ts';
import { creates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import type { IdentityDeps } from '#server/identity/accounts/deps.ts';
import {
  WITH_ACCOUNT,
  createPostWithAccount,
} from '#server/identity/accounts/post-with-account.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import type { SignInRateLimit } from '#server/identity/accounts/sign-in-rate-limit.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { PICTURE_DESCRIPTION } from '#server/media/pictures/form-picture.ts';
import { createPictureAttachment } from '#server/media/pictures/picture-with-account.ts';
import { payoutForm, payoutWithAccountForm } from '#shared/evidence/payouts.ts';
import { createSlipDeps } from '#server/evidence/publication/publish-report.ts';
import { publishPayout } from './actions.ts';
import { findNewPayoutErrors } from './check-payout-form.ts';

/** Registers the route of a visitor's form: a payout, and a new or existing account for it. */
export function registerPayoutsWithAccount(
  app: Server,
  deps: MediaDeps & IdentityDeps,
  sessions: Sessions,
  limit: SignInRateLimit,
): void {
  const slips = createSlipDeps(deps.secrets);
  createPostWithAccount(
    app,
    deps,
    sessions,
    limit,
  )(
    '/api/payouts/with-account',
    creates('Report a payout as a visitor, with a new account or an existing one', {
      description: `${WITH_ACCOUNT}\n\n${PICTURE_DESCRIPTION}`,
      body: payoutWithAccountForm,
    }),
    {
      attachment: createPictureAttachment(deps),
      findErrors: (tx, request, now) =>
        findNewPayoutErrors(tx, keepValidFields(payoutForm, request.body), now),
      read: (request) => payoutForm.parse(request.body),
      publish: (tx, viewer, input, picture, now) =>
        publishPayout(tx, viewer, input, picture, slips, now),
      receipt: ({ id }) => ({
        page: 'ownPayout',
        parameters: { id },
        done: 'payout-published',
      }),
    },
  );
}
