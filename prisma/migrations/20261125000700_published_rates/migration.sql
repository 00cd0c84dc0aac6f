-- AlterTable
ALTER TABLE "task_report" ADD COLUMN     "hourly_minor" INTEGER;

-- The rate of what is there, of its exact values, with two significant digits; more than a column
-- or a reader can hold was a slip.
UPDATE task_report r SET hourly_minor = (whole + step / 2) / step * step
  FROM (SELECT id, whole, (10 ^ greatest(length(whole::text) - 2, 0))::bigint AS step
          FROM (SELECT e.id, least(1000000000, round((e.exact ->> 'paid')::numeric * t.reward_minor
                       * 3600 / (e.exact ->> 'totalSeconds')::numeric))::bigint AS whole
                  FROM task_report e JOIN task t ON t.id = e.task_id
                 WHERE (e.exact ->> 'totalSeconds')::int > 0
                   AND ((e.exact ->> 'pending')::int = 0
                     OR (e.exact ->> 'paid')::int + (e.exact ->> 'refusedWithReason')::int
                      + (e.exact ->> 'refusedWithoutReason')::int > 0)) exactly) rated
 WHERE rated.id = r.id;

-- Days until approval were published as they were typed.
UPDATE task_report SET exact = exact || jsonb_build_object('approvalDays', approval_days),
       approval_days = CASE WHEN approval_days IS NOT NULL THEN (SELECT step FROM unnest('{0,1,2,3,5,7,10,14,21,30,45,60,90,120,180,270,365}'::int[]) step
                         ORDER BY abs(step - approval_days), step DESC LIMIT 1) END;

-- Counts from ten on keep one significant digit.
CREATE FUNCTION pg_temp.one_digit(n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN n < 10 THEN n ELSE (n + s / 2) / s * s END
    FROM (SELECT (10 ^ (length(n::text) - 1))::int AS s) step $$;
UPDATE task_report SET
       paid = pg_temp.one_digit((exact ->> 'paid')::int),
       refused_with_reason = pg_temp.one_digit((exact ->> 'refusedWithReason')::int),
       refused_without_reason = pg_temp.one_digit((exact ->> 'refusedWithoutReason')::int),
       screen_outs = pg_temp.one_digit((exact ->> 'screenOuts')::int),
       broken = pg_temp.one_digit((exact ->> 'broken')::int),
       abandoned = pg_temp.one_digit((exact ->> 'abandoned')::int),
       pending = pg_temp.one_digit((exact ->> 'pending')::int);

-- Figures of these are computed anew by the jobs.
UPDATE task SET hourly_eur = NULL WHERE (figures -> 'hourly' ->> 'members')::int < 3;
INSERT INTO stale_figures (kind, subject)
SELECT 'task', id FROM task
 UNION SELECT 'platform', platform_id FROM task;
