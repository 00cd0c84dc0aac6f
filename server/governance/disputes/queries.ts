import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  PLATFORM_OR_CLIENT_JSON,
  platformOrClientJoins,
} from '#server/directory/clients/platform-or-client.ts';
import { requireModerator } from '#server/identity/roles/decision-maker-handles.ts';
import {
  DISPUTE_OUTCOMES,
  type DisputeStatus,
  type FactDisputesResponse,
  type WaitingDispute,
} from '#shared/governance/disputes.ts';
import { hasConflictInDisputeSql } from './impartiality.ts';

const DAYS = `(r.received_at AT TIME ZONE 'UTC')::date::text AS "receivedOn",
  (r.due_at AT TIME ZONE 'UTC')::date::text AS "answerBy"`;
const NAMED = PLATFORM_OR_CLIENT_JSON.replace(/ AS about$/, ' AS named');
const WAITING_SHOWN = 100;

/** Finds the state of a dispute: its case for a subject, the moderator's answer for a fact. */
export async function findDisputeStatus(sql: Sql, id: string): Promise<DisputeStatus> {
  const [row] = await sql(
    statement(
      {
        id: col.text,
        about: col.text,
        named: col.json<DisputeStatus['named']>(),
        domain: col.text,
        receivedOn: col.text,
        answerBy: col.text,
        state: col.oneOf(['waiting', 'answered']),
        decision: col.text.orNull,
        outcome: col.oneOf(DISPUTE_OUTCOMES).orNull,
        answer: col.text.orNull,
        answeredOn: col.text.orNull,
      },
      `SELECT r.id, r.about, ${NAMED}, r.domain, ${DAYS}, r.outcome, r.answer,
            COALESCE(r.answered_on, (m.closed_at AT TIME ZONE 'UTC')::date)::text AS "answeredOn",
            CASE WHEN r.answered_on IS NULL AND m.closed_at IS NULL THEN 'waiting'
                 ELSE 'answered' END AS state,
            (SELECT d.id FROM decision d WHERE d.case_id = m.id AND m.state = 'closed'
              ORDER BY d.decided_at DESC, d.id LIMIT 1) AS decision
       FROM domain_dispute r ${platformOrClientJoins('r')} LEFT JOIN moderation_case m ON m.id = r.case_id
      WHERE r.id = $1`,
    ),
    [id],
  );
  return requireFound(row);
}

/** Finds the disputes about a platform's facts, latest first. */
export async function findFactDisputes(sql: Sql, slug: string): Promise<FactDisputesResponse> {
  const [row] = await sql(
    statement(
      { disputes: col.json<FactDisputesResponse['disputes']>() },
      `SELECT COALESCE((SELECT json_agg(shown) FROM (
         SELECT r.id, r.about, r.domain, ${DAYS}, r.outcome, r.answer,
                CASE WHEN r.answered_on IS NULL THEN NULL ELSE r.reasons END AS reasons,
                r.answered_on::text AS "answeredOn"
           FROM domain_dispute r WHERE r.platform_id = p.id AND r.about LIKE 'fact/%'
          ORDER BY r.received_at DESC, r.id LIMIT ${WAITING_SHOWN}) shown), '[]') AS disputes
       FROM platform p WHERE p.slug = $1`,
    ),
    [slug],
  );
  return requireFound(row);
}

/**
 * Finds undecided disputes about facts, oldest first.
 * @throws AppError not-allowed unless a moderator.
 */
export async function findWaitingDisputes(
  sql: Sql,
  viewer: Viewer,
  now: Date,
): Promise<{ disputes: WaitingDispute[] }> {
  requireModerator(viewer);
  const disputes = await sql(
    statement(
      {
        id: col.text,
        about: col.text,
        named: col.json<WaitingDispute['named']>(),
        domain: col.text,
        reasons: col.text,
        receivedOn: col.text,
        answerBy: col.text,
        late: col.bool,
      },
      `SELECT r.id, r.about, ${NAMED}, r.domain, r.reasons, ${DAYS},
            r.due_at < $1::timestamptz AS late
       FROM domain_dispute r ${platformOrClientJoins('r')}
      WHERE r.answered_on IS NULL AND r.case_id IS NULL AND NOT ${hasConflictInDisputeSql('$2')}
      ORDER BY r.received_at, r.id LIMIT ${WAITING_SHOWN}`,
    ),
    [now.toISOString(), viewer.id],
  );
  return { disputes };
}
