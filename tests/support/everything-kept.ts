import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { col, statement } from '#server/database/sql.ts';
import type { TestApp } from './app.ts';

export type Kept = Readonly<Record<string, string>>;

/** All that the thief would compare: rows with their transactions and places, slots, times of files. */
export async function everythingKept(site: TestApp): Promise<Kept> {
  const { sql } = site.database;
  await sql('CHECKPOINT');
  const [found] = await sql(
    statement({ folder: col.text }, "SELECT current_setting('data_directory') AS folder"),
  );
  const folder = found?.folder ?? '';
  const tables = await sql(
    statement(
      { name: col.text, path: col.text },
      `SELECT c.oid::regclass::text AS name, pg_relation_filepath(c.oid) AS path FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
    ),
  );
  const kept: Record<string, string> = {};
  for (const { name, path } of tables) {
    const rows = await sql(
      statement(
        { marks: col.text.orNull },
        `SELECT string_agg(ctid::text || ' ' || xmin::text || ' ' || xmax::text, ',' ORDER BY ctid) AS marks
           FROM ${name}`,
      ),
    );
    const { mtimeMs, size } = statSync(join(folder, path));
    kept[name] = `${rows[0]?.marks ?? ''} ${mtimeMs} ${size}`;
  }
  for (const name of readdirSync(join(site.dataDir, 'pledges'))) {
    const file = join(site.dataDir, 'pledges', name);
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    kept[name] = `${hash} ${statSync(file).mtimeMs}`;
  }
  return kept;
}

export function changesSince(before: Kept, after: Kept): string[] {
  return Object.keys({ ...before, ...after }).filter((name) => after[name] !== before[name]);
}
