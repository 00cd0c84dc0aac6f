-- Evidence that makes its author established: shown, unpaid for, and no check of a payout is open.
CREATE OR REPLACE VIEW "sound_evidence" AS
SELECT "author_id", "published_on" FROM "payout" y
 WHERE NOT "solicited" AND "hidden_by" IS NULL AND NOT EXISTS (
    SELECT 1 FROM "proof_check" k WHERE k."payout_id" = y."id" AND k."state" = 'open')
UNION ALL SELECT "author_id", "published_on" FROM "incident" WHERE NOT "solicited" AND "hidden_by" IS NULL
UNION ALL SELECT "author_id", "published_on" FROM "review" WHERE NOT "solicited" AND "hidden_by" IS NULL
UNION ALL SELECT "author_id", "published_on" FROM "client_review" WHERE NOT "solicited" AND "hidden_by" IS NULL
UNION ALL SELECT "author_id", "published_on" FROM "task_report"
 WHERE NOT "solicited" AND "hidden_by" IS NULL AND "leaves_on" IS NULL;
