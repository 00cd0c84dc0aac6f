import { z } from 'zod/mini';
import type { MediaDeps } from '#server/media/deps.ts';
import { answerWrite, keepValidFields } from '#server/http/forms.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { createSharedTransactions } from '#server/database/shared-transactions.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { receiveMultipartForm } from '#server/media/pictures/multipart-uploads.ts';
import { SIGNING_API_DESCRIPTION } from '#server/evidence/attribution/api-description.ts';
import { createSlipDeps } from '#server/evidence/publication/publish-report.ts';
import { id } from '#shared/core/form-fields.ts';
import {
  ownPayout,
  ownPayoutCursor,
  ownPayoutsResponse,
  payoutCorrection,
  payoutForm,
} from '#shared/evidence/payouts.ts';
import { correctPayout, publishPayout } from './actions.ts';
import { deletePictureIfUnused } from '#server/media/pictures/attach-picture.ts';
import { PICTURE_DESCRIPTION, PICTURE_FIELD } from '#server/media/pictures/form-picture.ts';
import { findPayoutCorrectionErrors, findNewPayoutErrors } from './check-payout-form.ts';
import { findOwnPayout, findOwnPayouts } from './own-payout-queries.ts';
import { receiveWithPicture } from '#server/media/pictures/receive-with-picture.ts';

const FORMS = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

export function registerPayouts(app: Server, deps: MediaDeps): void {
  const { database, store, clock } = deps;
  const { sql } = database;
  const slips = createSlipDeps(deps.secrets);
  const share = createSharedTransactions(database.prisma);
  const params = z.object({ id });
  // The handler reports schema errors, together with those of the picture: one answer lists all
  // errors.
  const withPicture = {
    attachValidation: true,
    preValidation: receiveMultipartForm(deps, PICTURE_FIELD),
  };

  app.get(
    '/api/me/payouts',
    answers('My payouts', {
      querystring: z.object({ before: z.optional(ownPayoutCursor) }),
      answer: ownPayoutsResponse,
    }),
    (request) => findOwnPayouts(sql, deps.secrets, requireSignedIn(request), request.query.before),
  );

  app.get(
    '/api/me/payouts/:id',
    answers('One of my payouts', { params, answer: ownPayout }),
    (request) => findOwnPayout(sql, deps.secrets, requireSignedIn(request), request.params.id),
  );

  app.post(
    '/api/payouts',
    {
      ...withPicture,
      ...creates('Report a payout; a picture travels as the file `screenshot`', {
        description: `${PICTURE_DESCRIPTION}\n\n${SIGNING_API_DESCRIPTION}`,
        consumes: FORMS,
        body: payoutForm,
      }),
    },
    async (request, reply) => {
      const { id: made } = await receiveWithPicture(
        deps,
        request,
        (tx, viewer, picture) => publishPayout(tx, viewer, request.body, picture, slips, clock()),
        {
          share,
          checkRest: (tx) =>
            findNewPayoutErrors(tx, keepValidFields(payoutForm, request.body), clock()),
        },
      );
      return answerWrite(request, reply, {
        page: 'ownPayout',
        parameters: { id: made },
        id: made,
        done: 'payout-published',
        created: true,
      });
    },
  );

  app.post(
    '/api/payouts/:id',
    {
      ...withPicture,
      ...writes('Correct or close my payout: all its facts anew', {
        description: `${PICTURE_DESCRIPTION}\n\n${SIGNING_API_DESCRIPTION}`,
        params,
        consumes: FORMS,
        body: payoutCorrection,
      }),
    },
    async (request, reply) => {
      const { id: own } = request.params;
      const changed = await receiveWithPicture(
        deps,
        request,
        (tx, viewer, picture) =>
          correctPayout(tx, viewer, own, request.body, picture, slips, clock()),
        {
          checkRest: (tx, viewer) =>
            findPayoutCorrectionErrors(
              tx,
              viewer,
              own,
              keepValidFields(payoutCorrection, request.body),
              clock(),
            ),
        },
      );
      await deletePictureIfUnused(database, store, changed.unusedPictureKey);
      return answerWrite(request, reply, {
        page: 'ownPayout',
        parameters: { id: changed.id },
        id: changed.id,
        done: 'payout-corrected',
      });
    },
  );
}
