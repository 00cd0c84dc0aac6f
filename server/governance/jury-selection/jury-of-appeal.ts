/**
 * SQL: the jury that decides appeal `a`: the first of its case that had not ended when it was made. Of an
 * appeal only the day is known, so a jury that ended on that day comes last.
 */
export const JURY_OF_APPEAL_SQL = `(SELECT u.id FROM jury u WHERE u.case_id = a.case_id
  AND (u.ended_at IS NULL OR u.ended_at >= a.appealed_at)
  ORDER BY COALESCE(u.ended_at < a.appealed_at + interval '1 day', false), u.called_at, u.id LIMIT 1)`;
