import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { TEMPLATE } from './postgres.ts';
import { makeTestDatabase } from './test-database.ts';
import { col, statement } from '#server/database/sql.ts';
import { MACHINE } from './child-process.ts';

/** Arguments of `npm run import`. */
export const IMPORT_COMMAND = [
  '--max-old-space-size=192',
  '--max-semi-space-size=4',
  'dist/server/import.js',
];
export type Ended = { status: number | null; stdout: string; stderr: string };

export function runImport(environment: Record<string, string>, ...args: string[]): Ended {
  return spawnSync(process.execPath, [...IMPORT_COMMAND, ...args], {
    encoding: 'utf8',
    env: { ...MACHINE, ...environment },
  });
}

/**
 * Runs it and measures its peak memory in kilobytes, from /proc: `resourceUsage` includes the parent's
 * memory from before exec.
 */
export function measureImport(
  environment: Record<string, string>,
  ...args: string[]
): Ended & { peakKb: number } {
  const tell = `import { readFileSync } from 'node:fs';
    process.once('exit', () => {
      const status = readFileSync('/proc/self/status', 'utf8');
      console.log('Peak:', /^VmHWM:\\s+(\\d+) kB$/m.exec(status)?.[1]);
    });`;
  const ended = runImport(
    { ...environment, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tell)}` },
    ...args,
  );
  return { ...ended, peakKb: Number(/^Peak: (\d+)$/m.exec(ended.stdout)?.[1] ?? Number.NaN) };
}

/** A new site's PostgreSQL database and data folder. */
export async function freshSite(
  folder: string,
): Promise<{ environment: Record<string, string>; client: pg.Client }> {
  const url = await makeTestDatabase(TEMPLATE);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const dataDir = mkdtempSync(join(folder, 'data-'));
  return { environment: { DATABASE_URL: url, DATA_DIR: dataDir }, client };
}

/** Numbers of imported items, and of faults: missing positions, duplicates. */
export const COUNTS = statement(
  {
    members: col.int,
    coded: col.int,
    threads: col.int,
    posts: col.int,
    places: col.int.orNull,
    gaps: col.int,
    recorded_posts: col.int,
    subjects: col.int,
    recorded_threads: col.int,
    staged: col.int,
  },
  `
  SELECT (SELECT count(*)::int FROM member) AS members,
         (SELECT count(*)::int FROM import_claim WHERE code_hash IS NOT NULL) AS coded,
         (SELECT count(*)::int FROM forum_thread) AS threads,
         (SELECT count(*)::int FROM forum_post) AS posts,
         (SELECT sum(posts)::int FROM forum_thread) AS places,
         (SELECT count(*)::int FROM (SELECT max(place) AS last, count(*) AS count
            FROM forum_post GROUP BY thread_id) t WHERE last <> count) AS gaps,
         (SELECT count(*)::int FROM record_entry WHERE kind = 'post-imported') AS recorded_posts,
         (SELECT count(DISTINCT subject)::int FROM record_entry WHERE kind = 'post-imported') AS subjects,
         (SELECT count(*)::int FROM record_entry WHERE kind = 'thread-imported') AS recorded_threads,
         (SELECT count(*)::int FROM import_staged) AS staged`,
);

/** The result of `COUNTS` where everything was imported exactly once. */
export function countsOf({
  members,
  threads,
  posts,
}: {
  members: number;
  threads: number;
  posts: number;
}) {
  return {
    members,
    coded: members,
    threads,
    posts,
    places: posts,
    gaps: 0,
    recorded_posts: posts,
    subjects: posts,
    recorded_threads: threads,
    staged: 0,
  };
}
