-- Payment messages are read on the device alone. What processes of the version before still write is
-- dropped with the column.

-- With a salt, a commitment would let anybody who knows the message recognise it. The next start commits
-- to these payouts anew. Decisions about them commit to nothing of it.
UPDATE "record_entry" SET "salt" = NULL
    WHERE "salt" IS NOT NULL AND "kind" ~ '^payout-' AND "kind" !~ '-(hidden|removed|veiled|restored|left-standing)$'
        AND "subject" IN (SELECT 'payout/' || "id" FROM "payout" WHERE "message" IS NOT NULL);
UPDATE "record_entry" SET "salt" = NULL
    WHERE "salt" IS NOT NULL AND "kind" = 'content-stated'
        AND "subject" IN (SELECT 'payout/' || "id" FROM "payout" WHERE "message" IS NOT NULL);

UPDATE "payout" SET "message" = NULL WHERE "message" IS NOT NULL;
