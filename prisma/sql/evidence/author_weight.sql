-- Authors, as other members meet their evidence. When a member leaves, the values of that day are frozen. `voice` is
-- shared by accounts that post in lockstep, and null for all others. `speaks_alone`: she shares no voice, or a decision
-- lifted the lockstep finding on this platform. The pseudonym and `signed_key` are for signed evidence alone.
CREATE OR REPLACE VIEW "author_weight" AS
SELECT a."id", a."platform_id", a."member_id", m."pseudonym", a."signed_key", a."brought", a."frozen_young",
       (m."created_at" AT TIME ZONE 'UTC')::date AS "joined_on",
       COALESCE(a."frozen_established", m."established_on" IS NOT NULL) AS "established",
       COALESCE(a."frozen_voice", m."voice") AS "voice",
       COALESCE(a."frozen_voice", m."voice") IS NULL OR EXISTS (
           SELECT 1 FROM "finding" f WHERE f."platform_id" = a."platform_id" AND f."kind" = 'lockstep'
              AND f."ended_on" IS NULL AND f."lifted_on" IS NOT NULL) AS "speaks_alone",
       a."withdrew_on"
  FROM "author" a LEFT JOIN "member" m ON m."id" = a."member_id";
