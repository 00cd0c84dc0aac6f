import { z } from 'zod/mini';
import { requireFound } from '#server/core/errors.ts';
import { findSubjectContent } from '#server/governance/cases/subject-content.ts';
import { answerWrite } from '#server/http/forms.ts';
import { writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { deletePictureIfUnused } from '#server/media/pictures/attach-picture.ts';
import { emptyFormBody, id } from '#shared/core/form-fields.ts';
import { subjectPageAddress } from '#shared/governance/case-handling.ts';
import { withdrawApiPath } from '#shared/governance/cases.ts';
import { createWithdrawals } from './withdraw-by-kind.ts';

/** Registers, for each kind that members publish, the route by which its author withdraws a thing. */
export function registerWithdrawals(app: Server, deps: MediaDeps): void {
  const { database, store, clock } = deps;
  for (const [kind, withdraw] of createWithdrawals(deps.secrets)) {
    app.post(
      withdrawApiPath(`${kind}/:id`),
      writes(`Withdraw my ${kind.replace('-', ' ')}: its words and pictures go for good`, {
        params: z.object({ id }),
        body: emptyFormBody,
      }),
      async (request, reply) => {
        const viewer = requireSignedIn(request);
        const { id: own } = request.params;
        const { place, unusedPictureKeys, at, done } = await database.prisma.$transaction(
          async (tx) => {
            const content = await findSubjectContent(tx, kind, own);
            return {
              place: content?.place ?? null,
              ...(await withdraw(tx, viewer, own, clock())),
            };
          },
        );
        for (const key of unusedPictureKeys) await deletePictureIfUnused(database, store, key);
        return answerWrite(request, reply, {
          ...(at ?? subjectPageAddress(requireFound(place))),
          done: done ?? `${kind}-withdrawn`,
        });
      },
    );
  }
}
