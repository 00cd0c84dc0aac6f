import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { lockOwnPayout } from './lock-payout.ts';
import { emptyFormBody, id, slug } from '#shared/core/form-fields.ts';
import { meterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { readPlatformMeter } from '#server/evidence/publication/platform-meter.ts';
import { createSlipDeps, publishKnowingly } from '#server/evidence/publication/publish-report.ts';

export function registerPublication(app: Server, { database, secrets, clock }: BaseDeps): void {
  const slips = createSlipDeps(secrets);

  app.get(
    '/api/platforms/:slug/meter',
    answers('About how many workers could have written a report, and when it would be shown', {
      params: z.object({ slug }),
      answer: meterResponse,
    }),
    (request) =>
      readPlatformMeter(database.sql, slips.ownerKey, request.viewer, request.params.slug, clock()),
  );

  app.post(
    '/api/me/payouts/:id/publish',
    writes('Show a held-back report of mine knowingly', {
      params: z.object({ id }),
      body: emptyFormBody,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { id: own } = request.params;
      await database.prisma.$transaction(async (tx) => {
        await lockOwnPayout(tx, viewer, own);
        await publishKnowingly(tx, slips, own, clock());
      });
      return answerWrite(request, reply, {
        page: 'ownPayout',
        parameters: { id: own },
        done: 'payout-shown',
      });
    },
  );
}
