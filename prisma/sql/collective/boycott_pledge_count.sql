-- Pledges by boycott: no row where there is none. New members never count for more than established ones,
-- as `countedPledges` in server/collective/boycott-procedure/counts-by-rank.ts has it.
CREATE OR REPLACE VIEW "boycott_pledge_count" AS
SELECT "boycott_id", count(*) FILTER (WHERE "rank" = 'established') AS "established",
       count(*) FILTER (WHERE "rank" = 'new') AS "fresh",
       count(*) FILTER (WHERE "rank" = 'established')
           + LEAST(count(*) FILTER (WHERE "rank" = 'new'), count(*) FILTER (WHERE "rank" = 'established')) AS "counted"
  FROM "boycott_pledge" GROUP BY "boycott_id";
