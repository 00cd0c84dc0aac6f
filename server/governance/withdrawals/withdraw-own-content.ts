import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';
import { markMovedFiguresStale } from '#server/governance/case-decisions/set-hiding.ts';
import { withdrawContent } from '#server/identity/accounts/withdraw-content.ts';
import {
  FLAGGABLE_CONTENT,
  contentFromSql,
  loadSubjectOrUnshown,
} from '#server/public-schema/flaggable-subjects.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import type { SubjectKind } from '#shared/core/subject-kinds.ts';

/** Kinds that authors withdraw and for which `withdrawOwnContent` does all there is to do. */
export type PlainKind = Exclude<SubjectKind, 'reply'>;

/**
 * Withdraws content of the viewer as the declaration of its table says, and marks the figures that
 * counted it as stale.
 * @returns the keys of its pictures, whose files can be deleted.
 * @throws AppError withdrawn or not-found; not-allowed for another's.
 */
export async function withdrawOwnContent(
  tx: Db,
  viewer: Viewer,
  kind: PlainKind,
  id: string,
  now: Date,
): Promise<string[]> {
  const flaggable = FLAGGABLE_CONTENT[kind];
  // Lock the author's row for evidence, as the forms that save evidence do.
  const row = flaggable.by === 'author' ? 'a, t' : 't';
  await tx.sql(
    `SELECT 1 FROM ${contentFromSql(flaggable)} WHERE t.id = $1 FOR NO KEY UPDATE OF ${row}`,
    [id],
  );
  const subject = await loadSubjectOrUnshown(tx, kind, id);
  const mine = subject?.memberId === viewer.id;
  if (subject === null || !(subject.shown || mine)) {
    throw await notFoundOrWithdrawn(tx, `${kind}/${id}`);
  }
  if (!mine) throw new AppError('not-allowed');
  const { shown: recorded } = subject;
  const pictures = await withdrawContent(tx, viewer.id, kind, id, now, { recorded });
  if (recorded) await markMovedFiguresStale(tx, subject);
  return pictures;
}
