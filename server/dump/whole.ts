import { CATALOGUE } from '#server/contents/catalogue.ts';
import { contentSql, fromWith, objectOf } from '#server/contents/content.ts';
import type { Entry } from '#server/contents/entry.ts';
import type { Db } from '#server/db.ts';
import { commit } from '#server/record/record.ts';
import { today } from '#shared/days.ts';
import { rowsOf } from './cursor.ts';
import { openFile, type DumpFolder, type OpenedFile } from './files.ts';

type Committed = { readonly leaf: number; readonly salt: string; readonly commitment: string };
type Row = {
  readonly line: string;
  readonly young: boolean;
  readonly content: unknown;
  readonly entries: readonly Committed[] | null;
};

/** Writes each table of the catalogue, and what opens the record's commitments to its rows. */
export async function writeWhole(tx: Db, dump: DumpFolder, now: Date): Promise<void> {
  const openings = await openFile(dump, 'record/openings.jsonl', 'CC-BY-SA-4.0');
  for (const entry of CATALOGUE) await writeTable(tx, dump, entry, openings, now);
  await openings.close();
}

async function writeTable(
  tx: Db,
  dump: DumpFolder,
  entry: Entry,
  openings: OpenedFile,
  now: Date,
): Promise<void> {
  const file = await openFile(dump, `whole/${entry.name}.jsonl`, 'CC-BY-SA-4.0');
  for await (const rows of rowsOf<Row>(tx, rowsSql(entry, now))) {
    await file.write(rows.map(({ line }) => `${line}\n`).join(''), rows.length);
    const opened = rows.flatMap(openingsOf);
    await openings.write(opened.map((one) => `${JSON.stringify(one)}\n`).join(''), opened.length);
  }
  await file.close();
}

/**
 * Only what commits to the row as the dump shows it: the salt of an earlier state would let anyone
 * guess what was corrected.
 */
function openingsOf({ young, content, entries }: Row): { leaf: number; salt: string }[] {
  if (young || entries === null) return [];
  return entries
    .filter(({ salt, commitment }) => commit(salt, content) === commitment)
    .map(({ leaf, salt }) => ({ leaf, salt }));
}

/** SQL: the rows of an entry as lines of JSON, in their order, at `now`. */
export function rowsSql(entry: Entry, now: Date): string {
  const { young = 'false', subject, id, order } = entry;
  const columns = objectOf(Object.entries(entry.columns), ({ words }) =>
    words ? 'NOT held.young' : null,
  );
  const opened =
    subject === null
      ? 'NULL::jsonb AS content, NULL::json AS entries'
      : `${contentSql(entry)} AS content, (SELECT json_agg(json_build_object('leaf', o.leaf::float8,
           'salt', o.salt, 'commitment', o.commitment) ORDER BY o.leaf) FROM record_entry o
         WHERE o.subject = '${subject}/' || ${id} AND o.salt <> '' AND o.leaf IS NOT NULL) AS entries`;
  const sql = `
    SELECT (${columns} || CASE WHEN held.young THEN '{"young": true}' ELSE '{}' END::jsonb)::text AS line,
           held.young, ${opened}
      FROM ${fromWith({ ...entry, from: `${entry.from} CROSS JOIN LATERAL (SELECT COALESCE(${young}, false) AS young OFFSET 0) held` })}
     ORDER BY ${order}`;
  return sql.replaceAll(':today', `'${today(now)}'`).replaceAll(':now', `'${now.toISOString()}'`);
}
