import { randomInt } from 'node:crypto';
import type { z } from 'zod/mini';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import {
  MAX_COPY_BYTES,
  MIN_COPY_BYTES,
  type saveCopyForm,
} from '#shared/evidence/workbook-copy.ts';

// Versions start at a random number, so that a copy re-created after a deletion has no version that
// a device already knows.
const FIRST_VERSIONS = 2 ** 30;

/**
 * Replaces the viewer's encrypted copy by one merged from it; returns the new version. Not in the
 * transparency log, since saving is private.
 * @throws AppError conflict where another device saved in between: merge first.
 */
export async function saveEncryptedWorkbookCopy(
  tx: Db,
  viewer: Viewer,
  { base, data }: z.infer<typeof saveCopyForm>,
  now: Date,
): Promise<number> {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > MAX_COPY_BYTES) throw fieldError('data', 'too-big', String(MAX_COPY_BYTES));
  // Clients pad to these sizes; another size would reveal how large the workbook is.
  const isStep = Number.isInteger(Math.log2(bytes.length / MIN_COPY_BYTES));
  if (bytes.length < MIN_COPY_BYTES || !isStep) throw fieldError('data', 'invalid');
  await countDailyUse(tx, viewer.id, 'copy', now);
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
 * Deletes the viewer's copy.
 * @throws AppError not-found where there is none.
 */
export async function deleteEncryptedWorkbookCopy(tx: Db, viewer: Viewer): Promise<void> {
  const { count } = await tx.workbookCopy.deleteMany({ where: { memberId: viewer.id } });
  if (count === 0) throw new AppError('not-found');
}
