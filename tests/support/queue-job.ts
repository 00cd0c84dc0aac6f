import type { Database } from '#server/database/db.ts';

/**
 * Queues a run of a job, which a running site takes at once: for what a test did behind its back, instead
 * of waiting for the next minute.
 */
export async function queueJob({ sql }: Pick<Database, 'sql'>, name: string): Promise<void> {
  await sql('SELECT graphile_worker.add_job($1, queue_name => $1, job_key => $1)', [name]);
}
