import { InvalidImport } from '#server/portability/imports/source/open-source.ts';
import type { ImportRun } from './import-run.ts';
import { validateObject, type StagedObject } from './validate-object.ts';
import { col, statement } from '#server/database/sql.ts';

const BATCH_ROWS = 500;
/** Maximum characters of a batch, so that a batch of long posts has fewer. */
const BATCH_LENGTH = 4_000_000;

/**
 * Reads the whole file into the staging table; rejects and reports invalid objects.
 * @throws InvalidImport where the file is cut short; nothing was brought then.
 */
export async function stageObjects(run: ImportRun): Promise<void> {
  const { source, report, progress, now } = run;
  let batch: StagedObject[] = [];
  let length = 0;
  const put = async (): Promise<void> => {
    const rows = batch;
    [batch, length] = [[], 0];
    await insert(run, rows);
  };
  let cut: string | null = null;
  progress.begin('Read', null);
  try {
    for await (const found of source.found()) {
      progress.step(1, source.share());
      if (found.kind !== 'line') {
        if (found.cut === true) cut ??= found.at;
        await report.tell(found.kind, found.what, found.original, found.at, found.reason);
        continue;
      }
      const taken = validateObject(source.id, found.value, found.at, now);
      if (taken.kind === 'refused') {
        await report.tell('refused', taken.what, taken.original, found.at, taken.reason);
        continue;
      }
      const { row } = taken;
      for (const note of [...(found.notes ?? []), ...taken.notes]) {
        await report.tell('changed', row.kind, row.original, found.at, note);
      }
      batch.push(row);
      length += row.text?.length ?? 0;
      if (batch.length >= BATCH_ROWS || length >= BATCH_LENGTH) await put();
    }
  } catch (error) {
    if (!isCutShort(error)) throw error;
    cut ??= 'the end of what is packed';
    await report.tell('refused', 'file', '', 'its end', 'the packed file is cut short or damaged');
  }
  await put();
  progress.end();
  if (cut !== null) {
    await run.database.sql('TRUNCATE import_staged');
    throw new InvalidImport(
      `The file is cut short (${cut}). Nothing was brought; give the whole file.`,
      1,
    );
  }
}

function isCutShort(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^Z_(?:BUF|DATA)_ERROR$/.test(code);
}

async function insert(
  { database, source, report }: ImportRun,
  rows: StagedObject[],
): Promise<void> {
  if (rows.length === 0) return;
  const put = await database.sql(INSERT, [source.id, JSON.stringify(rows)]);
  const fresh = new Set(put.map(({ kind, original }) => `${kind}/${original}`));
  for (const { kind, original, at } of rows) {
    // Of rows with the same id only the first was inserted; the others are reported.
    if (fresh.delete(`${kind}/${original}`)) continue;
    await report.tell('refused', kind, original, at, 'an earlier one has the same id');
  }
}

const INSERT = statement(
  { kind: col.text, original: col.text },
  `
  INSERT INTO import_staged (source, kind, original, at, our_id, date, parent, parent_id, author_id,
                             name, text, number, more)
  SELECT $1, kind, original, at, "ourId", date, parent, "parentId", "authorId", name, text, number,
         more
    FROM json_to_recordset($2::json) AS row(kind text, original text, at text, "ourId" text,
         date timestamptz, parent text, "parentId" text, "authorId" text, name text, text text,
         number int, more jsonb)
  ON CONFLICT DO NOTHING RETURNING kind, original`,
);
