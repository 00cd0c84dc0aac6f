import { utcTimestampSql } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  JURIES_A_PAGE,
  NONCE_REVEAL_HOURS,
  JURY_STATES,
  type JuriesResponse,
  type JuryResponse,
} from '#shared/governance/juries.ts';

/** Lists juries, latest called first, after the cursor `before`. */
export async function listJuries(sql: Sql, before: string | undefined): Promise<JuriesResponse> {
  const [moment = null, last = null] = before?.split('_') ?? [];
  const rows = await sql(LIST, [moment, last]);
  const shown = rows.slice(0, JURIES_A_PAGE);
  const next = rows.length > shown.length ? (shown.at(-1)?.position ?? null) : null;
  return { juries: shown.map(({ position: _, ...jury }) => jury), next };
}

/**
 * Finds one jury as the public sees it: never who sits on it, nor a vote before its end.
 * @throws AppError not-found.
 */
export async function findJury(sql: Sql, id: string): Promise<JuryResponse> {
  const [row] = await sql(JURY, [id]);
  return requireFound(row);
}

/**
 * Finds the names of everybody in a jury's pool.
 * @throws AppError not-found.
 */
export async function findJuryPoolNames(sql: Sql, id: string): Promise<{ names: string[] }> {
  const [row] = await sql(
    statement({ names: col.json<string[]>() }, `SELECT pool AS names FROM jury WHERE id = $1`),
    [id],
  );
  return requireFound(row);
}

/** SQL: the time until which parties of jury `u` can reveal their nonces. */
export const NONCE_REVEAL_END_SQL = `(u.draw_hour + interval '${NONCE_REVEAL_HOURS} hours')`;
const ENDED = `u.state NOT IN ('waiting', 'sitting')`;
const DRAWN = `u.drawn_at IS NOT NULL`;

const LISTED = `u.id, u.state, u.seats, u.appeal_id IS NOT NULL AS appeal,
  ${utcTimestampSql('u.called_at')} AS "calledAt", ${utcTimestampSql('u.draw_hour')} AS "drawHour",
  u.decision_id AS decision`;

const LIST = statement(
  {
    id: col.text,
    state: col.oneOf(JURY_STATES),
    seats: col.int,
    appeal: col.bool,
    calledAt: col.text,
    drawHour: col.text,
    decision: col.text.orNull,
    position: col.text,
  },
  `
  SELECT ${LISTED}, ${utcTimestampSql('u.called_at')} || '_' || u.id AS position FROM jury u
   WHERE $1::timestamptz IS NULL OR (u.called_at, u.id) < ($1::timestamptz, $2)
   ORDER BY u.called_at DESC, u.id DESC LIMIT ${JURIES_A_PAGE + 1}`,
);

const JURY = statement(
  {
    against: col.text.orNull,
    about: col.text.orNull,
    revealUntil: col.text,
    drawnAt: col.text.orNull,
    endsAt: col.text.orNull,
    endedAt: col.text.orNull,
    pool: col.json<JuryResponse['pool']>(),
    site: col.json<JuryResponse['site']>(),
    words: col.json<JuryResponse['words']>(),
    checkpoint: col.json<NonNullable<JuryResponse['checkpoint']>>().orNull,
    seed: col.text.orNull,
    order: col.json<JuryResponse['order']>(),
    votes: col.json<JuryResponse['votes']>(),
    acts: col.json<JuryResponse['acts']>(),
    id: col.text,
    state: col.oneOf(JURY_STATES),
    seats: col.int,
    appeal: col.bool,
    calledAt: col.text,
    drawHour: col.text,
    decision: col.text.orNull,
  },
  `
  SELECT ${LISTED}, a.decision_id AS against,
         CASE WHEN u.appeal_id IS NOT NULL OR ${ENDED} THEN k.subject END AS about,
         ${utcTimestampSql(NONCE_REVEAL_END_SQL)} AS "revealUntil", ${utcTimestampSql('u.drawn_at')} AS "drawnAt",
         ${utcTimestampSql('u.ends_at')} AS "endsAt", ${utcTimestampSql('u.ended_at')} AS "endedAt",
         json_build_object('size', jsonb_array_length(u.pool), 'hash', u.pool_hash) AS pool,
         json_build_object('commitment', u.site_commitment,
                           'nonce', CASE WHEN ${DRAWN} THEN u.site_nonce END) AS site,
         (SELECT COALESCE(json_agg(json_build_object('role', n.role, 'commitment', n.commitment,
            'words', CASE WHEN ${DRAWN} THEN n.words END) ORDER BY n.commitment), '[]')
            FROM jury_nonce n WHERE n.jury_id = u.id) AS words,
         CASE WHEN u.checkpoint IS NOT NULL THEN
           json_build_object('size', u.checkpoint_size, 'root', u.checkpoint) END AS checkpoint,
         u.seed,
         (SELECT COALESCE(json_agg(json_build_object('place', r.place, 'name', r.drawn,
            'state', CASE WHEN ${ENDED} OR r.state <> 'voted' THEN r.state ELSE 'asked' END)
            ORDER BY r.place), '[]') FROM juror r WHERE r.jury_id = u.id) AS "order",
         CASE WHEN u.state = 'decided' THEN
           (SELECT COALESCE(json_agg(json_build_object('handle', r.handle, 'vote', r.vote,
              'rule', r.rule, 'reason', r.reason) ORDER BY r.handle), '[]')
              FROM juror r WHERE r.jury_id = u.id AND r.state = 'voted') ELSE '[]' END AS votes,
         (SELECT COALESCE(json_agg(json_build_object('kind', e.kind, 'commitment', e.commitment,
            'salt', e.salt, 'leaf', e.leaf::float8) ORDER BY e.commitment), '[]')
            FROM record_entry e WHERE e.subject = 'jury/' || u.id) AS acts
    FROM jury u JOIN moderation_case k ON k.id = u.case_id
    LEFT JOIN appeal a ON a.id = u.appeal_id
   WHERE u.id = $1`,
);
