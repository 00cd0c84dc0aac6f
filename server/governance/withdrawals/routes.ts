import { z } from 'zod/mini';
import { withdrawBoycott } from '#server/collective/boycotts/withdraw-boycott.ts';
import { postAddress } from '#server/community/forum/post-address.ts';
import { withdrawPost } from '#server/community/forum/withdraw-post.ts';
import { requireFound } from '#server/core/errors.ts';
import type { Db } from '#server/database/db.ts';
import { withdrawIncident } from '#server/evidence/incidents/actions.ts';
import { withdrawPayout } from '#server/evidence/payouts/actions.ts';
import { createSlipDeps } from '#server/evidence/publication/publish-report.ts';
import { withdrawTaskReport } from '#server/evidence/tasks/actions.ts';
import { findSubjectContent } from '#server/governance/cases/subject-content.ts';
import { answerWrite } from '#server/http/forms.ts';
import { writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { deletePictureIfUnused } from '#server/media/pictures/attach-picture.ts';
import { FLAGGABLE_CONTENT } from '#server/public-schema/flaggable-subjects.ts';
import { emptyFormBody, id } from '#shared/core/form-fields.ts';
import type { PageAddress } from '#shared/core/paths.ts';
import { subjectPageAddress } from '#shared/governance/case-handling.ts';
import { SUBJECT_KINDS, type SubjectKind } from '#shared/core/subject-kinds.ts';
import { withdrawApiPath } from '#shared/governance/cases.ts';
import { withdrawOwnContent, type PlainKind } from './withdraw-own-content.ts';

/**
 * A withdrawal: the keys of pictures no longer used, the page to show when that of the thing is
 * gone, and the message there.
 */
type Withdrawn = { unusedPictureKeys: readonly string[]; at?: PageAddress; done?: string };
type Withdraw = (tx: Db, viewer: Viewer, id: string, now: Date) => Promise<Withdrawn>;

/** Returns the withdrawals of kinds that need more than the declaration of their table says. */
function specialWithdrawals(deps: MediaDeps): Partial<Record<SubjectKind, Withdraw>> {
  const slips = createSlipDeps(deps.secrets);
  const at = { page: 'myEvidence' } as const;
  return {
    payout: async (tx, viewer, id, now) => ({
      unusedPictureKeys: await withdrawPayout(tx, viewer, id, slips, now),
      at,
    }),
    incident: async (...act) => ({ unusedPictureKeys: await withdrawIncident(...act) }),
    'task-report': async (...act) => {
      await withdrawTaskReport(...act);
      return { unusedPictureKeys: [], at };
    },
    post: async (...act) => {
      const { unusedPictureKeys, threadGone, ...post } = await withdrawPost(...act);
      if (!threadGone) return { unusedPictureKeys, at: postAddress(post) };
      return { unusedPictureKeys, at: { page: 'forum' }, done: 'thread-withdrawn' };
    },
    boycott: async (...act) => ({ unusedPictureKeys: await withdrawBoycott(...act) }),
  };
}

/** Registers, for each kind that members publish, the route by which its author withdraws a thing. */
export function registerWithdrawals(app: Server, deps: MediaDeps): void {
  const { database, store, clock } = deps;
  const special = specialWithdrawals(deps);
  const isWritten = (kind: SubjectKind): kind is PlainKind => FLAGGABLE_CONTENT[kind].by !== null;
  for (const kind of SUBJECT_KINDS.filter(isWritten)) {
    const withdraw: Withdraw =
      special[kind] ??
      (async (tx, viewer, own, now) => ({
        unusedPictureKeys: await withdrawOwnContent(tx, viewer, kind, own, now),
      }));
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
