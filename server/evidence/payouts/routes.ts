import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { MediaDeps } from '#server/media/deps.ts';
import { answerWrite, keepValidFields } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { receiveMultipartForm } from '#server/media/pictures/multipart-uploads.ts';
import { SIGNING_API_DESCRIPTION } from '#server/evidence/attribution/api-description.ts';
import { createSlipTools } from '#server/evidence/publication/publish-report.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id, slug, writeResponse } from '#shared/core/form-fields.ts';
import {
  ownPayout,
  ownPayoutCursor,
  ownPayoutsResponse,
  payoutControls,
  payoutCorrection,
  payoutForm,
  payoutHistory,
  payoutsCount,
  payoutsFilter,
  payoutsQuery,
  payoutsResponse,
  publishedPayout,
  weighedPayoutsResponse,
} from '#shared/evidence/payouts.ts';
import { correctPayout, publishPayout, withdrawPayout } from './actions.ts';
import { deletePictureIfUnused } from '#server/media/pictures/attach-picture.ts';
import { PICTURE_DESCRIPTION, PICTURE_FIELD } from '#server/media/pictures/form-picture.ts';
import { countPayouts, findPayouts } from './gallery.ts';
import { findPayoutHistory } from './payout-history.ts';
import { findPayoutCorrectionErrors, findNewPayoutErrors } from './check-payout-form.ts';
import { findOwnPayout, findOwnPayouts, findPayout } from './queries.ts';
import { receiveWithPicture } from '#server/media/pictures/receive-with-picture.ts';
import { weighPlatformPayouts } from './weigh-platform-payouts.ts';

const FORMS = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

export function registerPayouts(server: FastifyInstance, deps: MediaDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { database, store, clock } = deps;
  const { prisma, sql } = database;
  const slips = createSlipTools(deps.secrets);
  const params = z.object({ id });
  // Validated together with the picture, so that one answer lists all errors.
  const withPicture = {
    attachValidation: true,
    preValidation: receiveMultipartForm(deps, PICTURE_FIELD),
  };

  app.get(
    '/api/payouts',
    {
      schema: {
        summary: 'Payouts, the newest month first: amounts rounded, by month',
        querystring: payoutsQuery,
        response: { 200: payoutsResponse, '4xx': errorResponse },
      },
    },
    (request) => findPayouts(sql, request.viewer, request.query, clock()),
  );

  app.get(
    '/api/payouts/count',
    {
      schema: {
        summary: 'How many payouts a filter fits, no further than a thousand',
        querystring: payoutsFilter,
        response: { 200: payoutsCount, '4xx': errorResponse },
      },
    },
    (request) => countPayouts(sql, request.query),
  );

  app.get(
    '/api/payouts/:id',
    {
      schema: {
        summary: 'One payout: amounts rounded, by month',
        params,
        response: { 200: publishedPayout, '4xx': errorResponse },
      },
    },
    (request) => findPayout(database, request.viewer, request.params.id, clock()),
  );

  app.get(
    '/api/payouts/:id/history',
    {
      schema: {
        summary: 'What the public record says of a payout, by month',
        params,
        response: { 200: payoutHistory, '4xx': errorResponse },
      },
    },
    (request) => findPayoutHistory(database, request.params.id),
  );

  app.get(
    '/api/platforms/:slug/payouts',
    {
      schema: {
        summary: 'All payouts of a platform with what each weighs in its standing now',
        params: z.object({ slug }),
        response: { 200: weighedPayoutsResponse, '4xx': errorResponse },
      },
    },
    (request) => weighPlatformPayouts(sql, request.params.slug, clock()),
  );

  app.get(
    '/api/me/payouts',
    {
      schema: {
        summary: 'My payouts, exact',
        querystring: z.object({ before: z.optional(ownPayoutCursor) }),
        response: { 200: ownPayoutsResponse, '4xx': errorResponse },
      },
    },
    (request) => findOwnPayouts(sql, requireSignedIn(request), request.query.before),
  );

  app.get(
    '/api/me/payouts/:id',
    {
      schema: {
        summary: 'One of my payouts, exact',
        params,
        response: { 200: ownPayout, '4xx': errorResponse },
      },
    },
    (request) => findOwnPayout(sql, requireSignedIn(request), request.params.id),
  );

  app.post(
    '/api/payouts',
    {
      ...withPicture,
      schema: {
        summary: 'Report a payout; a picture travels as the file `screenshot`',
        description: `${PICTURE_DESCRIPTION}\n\n${SIGNING_API_DESCRIPTION}`,
        consumes: FORMS,
        body: payoutForm,
        response: { 201: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const { id: made } = await receiveWithPicture(
        deps,
        request,
        (tx, viewer, picture) => publishPayout(tx, viewer, request.body, picture, slips, clock()),
        {
          checkRest: (tx) =>
            findNewPayoutErrors(tx, keepValidFields(payoutForm, request.body), clock()),
        },
      );
      return answerWrite(request, reply, {
        page: 'proof',
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
      schema: {
        summary: 'Correct or close my payout: all its facts anew',
        description: `${PICTURE_DESCRIPTION}\n\n${SIGNING_API_DESCRIPTION}`,
        params,
        consumes: FORMS,
        body: payoutCorrection,
        response: { 200: writeResponse, '4xx': errorResponse },
      },
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
      await deletePictureIfUnused(database, store, changed.releasedKey);
      return answerWrite(request, reply, {
        page: 'proof',
        parameters: { id: changed.id },
        id: changed.id,
        done: 'payout-corrected',
      });
    },
  );

  app.post(
    '/api/payouts/:id/withdraw',
    {
      schema: {
        summary: 'Withdraw my payout',
        params,
        body: payoutControls,
        response: { 200: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const changed = await prisma.$transaction((tx) =>
        withdrawPayout(tx, viewer, request.params.id, slips, clock()),
      );
      await deletePictureIfUnused(database, store, changed.releasedKey);
      return answerWrite(request, reply, { page: 'myEvidence', done: 'payout-withdrawn' });
    },
  );
}
