-- Those that processes of the version before wrote meanwhile.
UPDATE "record_entry" SET "salt" = NULL
    WHERE "salt" IS NOT NULL AND "kind" ~ '^payout-' AND "kind" !~ '-(hidden|removed|veiled|restored|left-standing)$'
        AND "subject" IN (SELECT 'payout/' || "id" FROM "payout" WHERE "message" IS NOT NULL);
UPDATE "record_entry" SET "salt" = NULL
    WHERE "salt" IS NOT NULL AND "kind" = 'content-stated'
        AND "subject" IN (SELECT 'payout/' || "id" FROM "payout" WHERE "message" IS NOT NULL);

ALTER TABLE "payout" DROP COLUMN "message";
