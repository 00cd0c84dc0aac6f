import { withdrawTranslations } from '#server/collective/boycott-translations/withdraw-translations.ts';
import { withdrawBoycott } from '#server/collective/boycotts/withdraw-boycott.ts';
import { postAddress } from '#server/community/forum/post-address.ts';
import { withdrawPost } from '#server/community/forum/withdraw-post.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Db } from '#server/database/db.ts';
import { withdrawIncident } from '#server/evidence/incidents/actions.ts';
import { withdrawPayout } from '#server/evidence/payouts/actions.ts';
import { createSlipDeps } from '#server/evidence/publication/publish-report.ts';
import { withdrawTaskReport } from '#server/evidence/tasks/actions.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { FLAGGABLE_CONTENT } from '#server/public-schema/flaggable-subjects.ts';
import type { PageAddress } from '#shared/core/paths.ts';
import { SUBJECT_KINDS, type SubjectKind } from '#shared/core/subject-kinds.ts';
import { withdrawOwnContent, type PlainKind } from './withdraw-own-content.ts';

/**
 * A withdrawal: the keys of pictures no longer used, the page to show when that of the thing is
 * gone, and the message there.
 */
type Withdrawn = { unusedPictureKeys: readonly string[]; at?: PageAddress; done?: string };
export type Withdraw = (tx: Db, viewer: Viewer, id: string, now: Date) => Promise<Withdrawn>;

/** The withdrawal of each kind that members publish, in the order of `SUBJECTS`. */
export function createWithdrawals(secrets: Secrets): readonly (readonly [PlainKind, Withdraw])[] {
  const special = specialWithdrawals(secrets);
  const isWritten = (kind: SubjectKind): kind is PlainKind => FLAGGABLE_CONTENT[kind].by !== null;
  return SUBJECT_KINDS.filter(isWritten).map((kind) => [
    kind,
    special[kind] ??
      (async (tx, viewer, own, now) => ({
        unusedPictureKeys: await withdrawOwnContent(tx, viewer, kind, own, now),
      })),
  ]);
}

/** Returns the withdrawals of kinds that need more than the declaration of their table says. */
function specialWithdrawals(secrets: Secrets): Partial<Record<SubjectKind, Withdraw>> {
  const slips = createSlipDeps(secrets);
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
    // Withdrawing them is undone where she is not its author.
    'organiser-message': async (tx, viewer, id, now) => {
      await withdrawTranslations(tx, viewer, { messageId: id }, now);
      const kind = 'organiser-message';
      return { unusedPictureKeys: await withdrawOwnContent(tx, viewer, kind, id, now) };
    },
    boycott: async (...act) => ({ unusedPictureKeys: await withdrawBoycott(...act) }),
  };
}
