-- The public record is append only. Of a row only two things change, once each: its salt is erased,
-- and it gets its leaf.
CREATE OR REPLACE FUNCTION "keep_record"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND ROW(NEW."id", NEW."day", NEW."kind", NEW."subject", NEW."commitment", NEW."actor", NEW."form", NEW."words")
            IS NOT DISTINCT FROM ROW(OLD."id", OLD."day", OLD."kind", OLD."subject", OLD."commitment", OLD."actor", OLD."form", OLD."words")
        AND (NEW."salt" IS NULL OR NEW."salt" = OLD."salt")
        AND (OLD."leaf" IS NULL OR NEW."leaf" = OLD."leaf") THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the public record is append only' USING ERRCODE = 'NC014';
END $$;

CREATE OR REPLACE TRIGGER "record_entry_kept" BEFORE UPDATE OR DELETE ON "record_entry"
    FOR EACH ROW EXECUTE FUNCTION "keep_record"();
CREATE OR REPLACE TRIGGER "record_entry_not_emptied" BEFORE TRUNCATE ON "record_entry"
    FOR EACH STATEMENT EXECUTE FUNCTION "keep_record"();
