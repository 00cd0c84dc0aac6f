-- Of each week the last day that was kept becomes the Monday after it; the others would tell on which
-- day a pay-out came.
CREATE TEMP TABLE kept_week AS
  SELECT DISTINCT ON (platform_id, date_trunc('week', day))
         platform_id, date_trunc('week', day)::date + 7 AS day, standing, evidence, ratings
    FROM platform_day ORDER BY platform_id, date_trunc('week', day), day DESC;
DELETE FROM platform_day;
INSERT INTO platform_day (platform_id, day, standing, evidence, ratings)
  SELECT platform_id, day, standing, evidence, ratings FROM kept_week;
DROP TABLE kept_week;
