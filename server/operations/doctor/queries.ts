import { areSqlFilesPending } from '#server/database/migrations/apply-sql-files.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { isContractMigration } from '#server/database/migrations/contract-rules.ts';
import { listPendingMigrations } from '#server/database/migrations/apply-migrations.ts';
import { readJobStates } from '#server/operations/jobs/job-state.ts';
import { mayEnterTreeSql } from '#server/transparency-log/encode-leaf.ts';
import { PRIVATE_EVIDENCE_EXPIRY_DAYS } from '#shared/collective/private-evidence.ts';
import { MESSAGE_RETENTION_DAYS } from '#shared/community/private-messages.ts';
import { NOTICE_DECISION_HOURS } from '#shared/governance/legal.ts';
import { REPLY_READING_DAYS } from '#shared/governance/right-of-reply.ts';
import type { DatabaseFacts } from './database-facts.ts';

/** Minutes after which an overdue boycott step is failing: due steps run every minute. */
const STEP_MINUTES = 5;

export async function readDatabaseFacts(
  database: Pick<Database, 'sql'>,
  migrations: string,
  now: Date,
): Promise<DatabaseFacts> {
  const { sql } = database;
  const pending = await listPendingMigrations(database, migrations);
  const [facts] = await sql(FACTS, [now.toISOString()]).catch((error: unknown) => {
    // The error comes from missing tables, rather than a broken database.
    if (pending.every(isContractMigration)) throw error;
    throw new Error(`${pending.length} migrations wait: start the site, or npm run db:migrate.`);
  });
  if (facts === undefined) throw new Error('the database does not say how it stands');
  const codePending = await areSqlFilesPending(database, migrations);
  const jobs = await readJobStates(database, now);
  return { pendingMigrations: pending, codePending, jobs, ...facts };
}

const FACTS = statement(
  {
    record: col.json<DatabaseFacts['record']>(),
    members: col.int,
    version: col.text,
    bytes: col.int,
    moderators: col.json<DatabaseFacts['moderators']>(),
    queues: col.json<DatabaseFacts['queues']>(),
    destruction: col.json<DatabaseFacts['destruction']>(),
  },
  `
  SELECT current_setting('server_version') AS version,
         pg_database_size(current_database()) AS bytes,
         (SELECT count(*)::int FROM member) AS members,
         COALESCE((SELECT json_agg(json_build_object('handle', g.handle, 'endsOn', g.ends_on::text)
             ORDER BY g.ends_on, g.handle) FROM role_grant g
           WHERE g.role = 'moderator' AND g.ended_on IS NULL
             AND g.ends_on > ($1::timestamptz AT TIME ZONE 'UTC')::date), '[]') AS moderators,
         json_build_object(
           'notices', (SELECT json_build_object('waiting', count(*), 'late', count(*) FILTER (
               WHERE received_at < $1::timestamptz - interval '${NOTICE_DECISION_HOURS} hours'))
             FROM notice WHERE ended_at IS NULL),
           'replies', (SELECT json_build_object('waiting', count(*), 'late', count(*) FILTER (
               WHERE received_on < ($1::timestamptz AT TIME ZONE 'UTC')::date - ${REPLY_READING_DAYS}))
             FROM reply WHERE state = 'waiting'),
           'disputes', (SELECT json_build_object('waiting', count(*), 'late', count(*) FILTER (
               WHERE due_at < $1::timestamptz))
             FROM domain_dispute WHERE answered_on IS NULL AND case_id IS NULL),
           'cases', (SELECT json_build_object('waiting', count(*), 'late', count(*) FILTER (
               WHERE due_at < $1::timestamptz)) FROM moderation_case WHERE state <> 'closed'),
           'demands', (SELECT json_build_object('waiting', count(*), 'late', 0)
             FROM legal_demand WHERE outcome = 'waiting'),
           'boycotts', (SELECT json_build_object('waiting', count(*), 'late', count(*) FILTER (
               WHERE step_ends_at < $1::timestamptz - interval '${STEP_MINUTES} minutes'))
             FROM boycott WHERE step_ends_at < $1::timestamptz)) AS queues,
         json_build_object(
           'keys', (SELECT count(*) FROM shredding_key WHERE state = 'freed'),
           'since', (SELECT min(freed_at) FROM shredding_key WHERE state = 'freed'),
           'rows', (SELECT count(*) FROM private_message
               WHERE sent_at < $1::timestamptz - interval '${MESSAGE_RETENTION_DAYS} days 3 hours')
             + (SELECT count(*) FROM private_evidence
               WHERE sent_on < ($1::timestamptz AT TIME ZONE 'UTC')::date - ${PRIVATE_EVIDENCE_EXPIRY_DAYS + 1}),
           'older', (SELECT count(*) FROM private_message WHERE key_slot IS NULL)
             + (SELECT count(*) FROM message_flag WHERE key_slot IS NULL AND sealed <> '')
             + (SELECT count(*) FROM private_evidence WHERE key_slot IS NULL)
             + (SELECT count(*) FROM boycott_seconder) + (SELECT count(*) FROM boycott_token)
         ) AS destruction,
         json_build_object(
           'origin', (SELECT origin FROM record_log ORDER BY number DESC LIMIT 1),
           'key', (SELECT key FROM record_log ORDER BY number DESC LIMIT 1),
           'size', (SELECT COALESCE(max(size), 0) FROM record_checkpoint),
           'pending', (SELECT count(*) FROM record_entry e WHERE e.leaf IS NULL
             AND ${mayEnterTreeSql("($1::timestamptz AT TIME ZONE 'UTC' - interval '25 hours 10 minutes')")}),
           'signedAt', (SELECT max(signed_at) FROM record_checkpoint),
           'witnesses', COALESCE((SELECT json_agg(json_build_object('name', w.witness,
               'signedAt', w.signed_at) ORDER BY w.witness) FROM (
               SELECT s.witness, max(c.signed_at) AS signed_at FROM record_cosignature s
                 JOIN record_checkpoint c ON c.size = s.size GROUP BY 1) w), '[]')) AS record`,
);
