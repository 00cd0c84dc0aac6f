import {
  NO_RECORDED_KEYS,
  openRecordedContent,
} from '#server/collective/blind-signing/recorded-content.ts';
import type { Db } from '#server/database/db.ts';
import type { RecordedKeysResponse } from '#shared/collective/recorded-keys.ts';

/**
 * Opens the last recorded act that commits to the boycott's public row, including its keys. All fields
 * are null while it has none.
 * @throws AppError not-found.
 */
export async function findRecordedKeys(tx: Db, boycottId: string): Promise<RecordedKeysResponse> {
  const opened = await openRecordedContent(tx, `boycott/${boycottId}`);
  const keys = await tx.boycottKey.count({ where: { boycottId } });
  return keys === 0 ? NO_RECORDED_KEYS : opened;
}
