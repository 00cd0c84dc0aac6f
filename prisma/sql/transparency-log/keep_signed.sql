-- Signed checkpoints, and the logs that they belong to, never change.
CREATE OR REPLACE FUNCTION "keep_signed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'signed checkpoints and logs of the public record never change' USING ERRCODE = 'NC016';
END $$;

CREATE OR REPLACE TRIGGER "record_checkpoint_kept" BEFORE UPDATE OR DELETE ON "record_checkpoint"
    FOR EACH ROW EXECUTE FUNCTION "keep_signed"();
CREATE OR REPLACE TRIGGER "record_log_kept" BEFORE UPDATE OR DELETE ON "record_log"
    FOR EACH ROW EXECUTE FUNCTION "keep_signed"();
