import { join } from 'node:path';
import type { Sql } from '#server/database/sql.ts';
import { findLatestCheckpoint } from '#server/transparency-log/find-checkpoints.ts';
import { mirrorLog } from '#server/transparency-log/mirror-log.ts';
import { databaseLogSource } from '#server/transparency-log/database-log-source.ts';

/**
 * Writes the files of the record's tree in a mirror's layout, and verifies them while copying.
 * @returns the last signed checkpoint; null without one.
 * @throws when the record is inconsistent, so that no dump spreads the fault.
 */
export async function writeLogFiles(sql: Sql, folder: string): Promise<string | null> {
  const checkpoint = await findLatestCheckpoint(sql);
  if (checkpoint === null) return null;
  const done = await mirrorLog(databaseLogSource(sql), join(folder, 'record'));
  if (done.kind === 'copied') return checkpoint.note;
  const fault = done.kind === 'alarm' ? done.finding : `${done.path} does not fit`;
  throw new Error(`The record does not hold: ${fault}.`);
}
