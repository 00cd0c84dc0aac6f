-- Authors as others meet their evidence. Of what a member left behind the values of that day are frozen.
-- `voice` is shared by accounts that post in lockstep, null for all others; `speaks_alone`: she has none, or
-- a decision lifted the lockstep on this platform. `checked` is what her reviews are shown as checked with: by
-- payouts of months before that of the last established turn, since a mark that changed with a report would
-- join the report to her reviews.
-- The pseudonym is for signed evidence alone.
CREATE OR REPLACE VIEW "weighed_author" AS
SELECT a."id", a."platform_id", a."member_id", m."pseudonym", a."signed_key", a."payout_key", a."incident_key",
       a."review_key", a."task_key", a."client_key", a."brought", a."frozen_young",
       (m."created_at" AT TIME ZONE 'UTC')::date AS "joined_on",
       COALESCE(a."frozen_established", m."established_on" IS NOT NULL) AS "established",
       COALESCE(a."frozen_voice", m."voice") AS "voice",
       COALESCE(a."frozen_voice", m."voice") IS NULL OR EXISTS (
           SELECT 1 FROM "finding" f WHERE f."platform_id" = a."platform_id" AND f."kind" = 'lockstep'
              AND f."ended_on" IS NULL AND f."lifted_on" IS NOT NULL) AS "speaks_alone",
       COALESCE(a."frozen_checked", CASE
           WHEN EXISTS (SELECT 1 FROM "payout" y JOIN "screenshot" s ON s."payout_id" = y."id"
                         WHERE y."author_id" = a."id" AND y."state" = 'received' AND NOT y."solicited"
                           AND y."hidden_by" IS NULL AND y."shown_from" < (
                               SELECT date_trunc('month', max("day"))::date FROM "established_turn")) THEN 'proof'
           WHEN EXISTS (SELECT 1 FROM "payout" y WHERE y."author_id" = a."id" AND NOT y."solicited"
                           AND y."hidden_by" IS NULL AND y."published_on" < (
                               SELECT date_trunc('month', max("day"))::date FROM "established_turn")) THEN 'declared'
           ELSE 'none' END) AS "checked"
  FROM "author" a LEFT JOIN "member" m ON m."id" = a."member_id";
