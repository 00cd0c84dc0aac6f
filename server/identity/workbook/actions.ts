import { randomInt } from 'node:crypto';
import type { z } from 'zod/mini';
import { countUse } from '#server/identity/accounts/limits.ts';
import type { Viewer } from '#server/identity/accounts/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, refuseField } from '#server/core/errors.ts';
import {
  MAX_COPY_BYTES,
  MIN_COPY_BYTES,
  type saveCopyForm,
} from '#shared/identity/workbook-copy.ts';

// A copy made anew after a deletion must not have a version that a device knows from before.
const FIRST_VERSIONS = 2 ** 30;

/**
 * Keeps the viewer's encrypted copy in place of the one it was merged from, and gives its version.
 * Nothing enters the public record: that she saved is nobody's business.
 * @throws AppError conflict where another device saved since: it is to be merged first.
 */
export async function saveCopy(
  tx: Db,
  viewer: Viewer,
  { base, data }: z.infer<typeof saveCopyForm>,
  now: Date,
): Promise<number> {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > MAX_COPY_BYTES) throw refuseField('data', 'too-big', String(MAX_COPY_BYTES));
  // Any other size is no copy of ours, and would tell how large the book is.
  const isStep = Number.isInteger(Math.log2(bytes.length / MIN_COPY_BYTES));
  if (bytes.length < MIN_COPY_BYTES || !isStep) throw refuseField('data', 'invalid');
  await countUse(tx, viewer.id, 'copy', now);
  const version = base === 0 ? randomInt(1, FIRST_VERSIONS) : base + 1;
  const saved =
    base === 0
      ? await tx.sql(
          `INSERT INTO workbook_copy (member_id, version, data)
          VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
          [viewer.id, version, bytes],
        )
      : await tx.sql(
          `UPDATE workbook_copy SET version = $1, data = $2
           WHERE member_id = $3 AND version = $4`,
          [version, bytes, viewer.id, base],
        );
  if (saved === 0) throw new AppError('conflict');
  return version;
}

/**
 * Deletes the viewer's copy for good.
 * @throws AppError not-found where there is none.
 */
export async function deleteCopy(tx: Db, viewer: Viewer): Promise<void> {
  const { count } = await tx.workbookCopy.deleteMany({ where: { memberId: viewer.id } });
  if (count === 0) throw new AppError('not-found');
}
