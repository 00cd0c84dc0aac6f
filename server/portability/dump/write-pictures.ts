import { PUBLIC_TABLES } from '#server/public-schema/all-tables.ts';
import type { Db } from '#server/database/db.ts';
import { imageFileNames, loadImage } from '#server/media/files/store-image.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { col, statement } from '#server/database/sql.ts';
import { readRowsFromCursor } from './database-cursor.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DumpInProgress } from './dump-files.ts';
import { rowsSql } from './write-tables.ts';

/** Copies the pictures that are neither recent nor covered, one at a time, each once. */
export async function writePictures(
  tx: Db,
  store: FileStore,
  dump: DumpInProgress,
  now: Date,
): Promise<void> {
  const entry = PUBLIC_TABLES.find(({ name }) => name === 'pictures');
  if (entry === undefined) return;
  const folder = join(dump.folder, 'images');
  await mkdir(folder, { recursive: true });
  // A picture is left out while any of its uses is recent or covered: another author may still
  // withdraw it.
  const kept = `SELECT p.line->>'key' AS key FROM (
    SELECT line::jsonb AS line FROM (${rowsSql(entry, now)}) r) p
    GROUP BY 1 HAVING NOT bool_or(p.line ? 'young' OR (p.line->>'covered')::boolean) ORDER BY 1`;
  for await (const rows of readRowsFromCursor(tx, statement({ key: col.text }, kept))) {
    for (const { key } of rows) {
      dump.signal?.throwIfAborted();
      const image = await loadImage(store, key);
      if (image === null) continue;
      const { reading, thumbnail } = imageFileNames(key);
      await writeFile(join(folder, reading), image.reading.bytes);
      await writeFile(join(folder, thumbnail), image.thumbnail.bytes);
    }
  }
}
