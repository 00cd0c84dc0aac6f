-- An old backup of members and this table were enough to find who acted: each member's id could be tried
-- against a salted commitment. The commitments stay, since they are part of leaves; what opens them goes.
-- Contents of form 0 hold who acted, so their salts go as well.
UPDATE "record_entry"
    SET "actor_salt" = NULL, "salt" = CASE WHEN "form" < 1 THEN NULL ELSE "salt" END
    WHERE "actor_salt" IS NOT NULL OR ("form" < 1 AND "salt" IS NOT NULL);

CREATE OR REPLACE FUNCTION "keep_record"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND ROW(NEW."id", NEW."day", NEW."kind", NEW."subject", NEW."commitment", NEW."actor", NEW."form")
            IS NOT DISTINCT FROM ROW(OLD."id", OLD."day", OLD."kind", OLD."subject", OLD."commitment", OLD."actor", OLD."form")
        AND (NEW."salt" IS NULL OR NEW."salt" = OLD."salt")
        AND (OLD."leaf" IS NULL OR NEW."leaf" = OLD."leaf") THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the public record is append only';
END $$;

ALTER TABLE "record_entry" DROP COLUMN "actor_salt";

-- With it each member's id tells her name in a pool; jury_candidate has a salt each instead.
ALTER TABLE "jury" DROP COLUMN "pool_salt";
