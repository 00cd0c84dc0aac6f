import { col, statement, type Sql } from '#server/database/sql.ts';

const STATES = ['waits', 'released', 'joined', 'held-back'] as const;

const STATE_SQL = `CASE WHEN b.state = 'held-back' THEN 'held-back'
              WHEN s.id IS NULL THEN 'released'
              WHEN b.state = 'first' THEN 'waits' ELSE 'joined' END`;
const REPORTS_SQL = `(SELECT count(*)::int FROM payout_publication o WHERE o.slip_id = s.id)`;

/** SQL: JSON of the state of publication of a payout's report (`ownPublication` in shared), for its author. */
export function publicationJson(payout: string): string {
  return `(SELECT json_build_object(
      'state', CASE WHEN b.payout_id IS NULL THEN 'none' ELSE ${STATE_SQL} END,
      'monday', s.monday, 'reports', ${REPORTS_SQL}, 'countingOn', ${payout}.counting_on)
    FROM (SELECT ${payout}.id) one
    LEFT JOIN payout_publication b ON b.payout_id = one.id
    LEFT JOIN slip s ON s.id = b.slip_id AND NOT s.released)`;
}

/**
 * State of publication of one report, for its author alone: it waits in a slip (`waits`), was
 * released, joined a slip that waits, or is held back. A payout that is not listed has no state
 * yet.
 */
export type PublicationState = {
  readonly payout: string;
  readonly state: (typeof STATES)[number];
  /** The Monday on which the slip that waits is released; null without one. */
  readonly monday: string | null;
  /** Reports in the slip that waits, this one included; 0 without one. */
  readonly reports: number;
};

export function findPublicationStates(sql: Sql, memberId: string): Promise<PublicationState[]> {
  return sql(OWN_STATES, [memberId]);
}

const OWN_STATES = statement(
  { payout: col.text, state: col.oneOf(STATES), monday: col.text.orNull, reports: col.int },
  `
  SELECT b.payout_id AS payout,
         ${STATE_SQL} AS state, s.monday::text AS monday, ${REPORTS_SQL} AS reports
    FROM payout_publication b JOIN author a ON a.id = b.author_id
    LEFT JOIN slip s ON s.id = b.slip_id AND NOT s.released
   WHERE a.member_id = $1 ORDER BY b.payout_id`,
);
