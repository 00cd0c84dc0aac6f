-- A tile only grows, up to 256 hashes of 32 bytes.
CREATE OR REPLACE FUNCTION "keep_tile"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW."level" = OLD."level" AND NEW."index" = OLD."index"
        AND length(NEW."hashes") <= 8192
        AND substring(NEW."hashes" FROM 1 FOR length(OLD."hashes")) = OLD."hashes" THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the tree of the public record only grows' USING ERRCODE = 'NC015';
END $$;

CREATE OR REPLACE TRIGGER "record_tile_kept" BEFORE UPDATE OR DELETE ON "record_tile"
    FOR EACH ROW EXECUTE FUNCTION "keep_tile"();
