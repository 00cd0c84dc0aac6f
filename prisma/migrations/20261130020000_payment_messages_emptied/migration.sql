-- Payment messages are read on the device alone. Processes of the version before still write the column;
-- what they write is emptied before it is stored, and before they commit to it in the record.
CREATE FUNCTION "empty_payment_message"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW."message" := NULL;
    RETURN NEW;
END $$;

CREATE TRIGGER "payment_message_emptied" BEFORE INSERT OR UPDATE ON "payout"
    FOR EACH ROW WHEN (NEW."message" IS NOT NULL) EXECUTE FUNCTION "empty_payment_message"();

-- With a salt, a commitment would let anybody who knows the message recognise it. The next start commits
-- to these payouts anew. Decisions about them commit to nothing of it.
UPDATE "record_entry" SET "salt" = NULL
    WHERE "salt" IS NOT NULL AND "kind" ~ '^payout-' AND "kind" !~ '-(hidden|removed|veiled|restored|left-standing)$'
        AND "subject" IN (SELECT 'payout/' || "id" FROM "payout" WHERE "message" IS NOT NULL);
UPDATE "record_entry" SET "salt" = NULL
    WHERE "salt" IS NOT NULL AND "kind" = 'content-stated'
        AND "subject" IN (SELECT 'payout/' || "id" FROM "payout" WHERE "message" IS NOT NULL);

UPDATE "payout" SET "message" = NULL WHERE "message" IS NOT NULL;
