-- Tells each member once whose evidence was public in more detail than it is shown in now.
INSERT INTO "inbox_item" ("id", "member_id", "kind", "subject", "at")
SELECT left(md5(gen_random_uuid()::text), 12), m."id", 'shown-before', m."id", now()
  FROM "member" m
 WHERE EXISTS (SELECT 1 FROM "author" a
                WHERE a."member_id" = m."id"
                  AND (EXISTS (SELECT 1 FROM "payout" y WHERE y."author_id" = a."id" AND y."counting_on" IS NULL)
                    OR EXISTS (SELECT 1 FROM "review" r WHERE r."author_id" = a."id")
                    OR EXISTS (SELECT 1 FROM "client_review" v WHERE v."author_id" = a."id")
                    OR EXISTS (SELECT 1 FROM "incident" i WHERE i."author_id" = a."id")
                    OR EXISTS (SELECT 1 FROM "incident_echo" e WHERE e."author_id" = a."id")
                    OR EXISTS (SELECT 1 FROM "task_report" t WHERE t."author_id" = a."id")))
ON CONFLICT DO NOTHING;
