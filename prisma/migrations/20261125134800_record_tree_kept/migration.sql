-- A tile only grows, until it is full; what was signed stays as it was signed.
CREATE FUNCTION "keep_tile"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW."level" = OLD."level" AND NEW."index" = OLD."index"
        AND length(NEW."hashes") <= 8192
        AND substring(NEW."hashes" FROM 1 FOR length(OLD."hashes")) = OLD."hashes" THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the tree of the public record only grows';
END $$;
CREATE TRIGGER "record_tile_kept" BEFORE UPDATE OR DELETE ON "record_tile"
    FOR EACH ROW EXECUTE FUNCTION "keep_tile"();

CREATE FUNCTION "keep_signed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was signed of the public record stays';
END $$;
CREATE TRIGGER "record_checkpoint_kept" BEFORE UPDATE OR DELETE ON "record_checkpoint"
    FOR EACH ROW EXECUTE FUNCTION "keep_signed"();
CREATE TRIGGER "record_log_kept" BEFORE UPDATE OR DELETE ON "record_log"
    FOR EACH ROW EXECUTE FUNCTION "keep_signed"();
