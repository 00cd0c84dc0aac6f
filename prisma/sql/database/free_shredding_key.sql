-- The key of a row that is gone, or that got another key, is to be destroyed.
CREATE OR REPLACE FUNCTION "free_shredding_key"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD."key_slot" IS NOT NULL
        AND (TG_OP = 'DELETE' OR NEW."key_slot" IS DISTINCT FROM OLD."key_slot") THEN
        UPDATE "shredding_key" SET "state" = 'freed', "freed_at" = now()
            WHERE "slot" = OLD."key_slot";
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "private_message_key_freed" AFTER DELETE OR UPDATE ON "private_message"
    FOR EACH ROW EXECUTE FUNCTION "free_shredding_key"();
CREATE OR REPLACE TRIGGER "message_flag_key_freed" AFTER DELETE OR UPDATE ON "message_flag"
    FOR EACH ROW EXECUTE FUNCTION "free_shredding_key"();
CREATE OR REPLACE TRIGGER "private_evidence_key_freed" AFTER DELETE OR UPDATE ON "private_evidence"
    FOR EACH ROW EXECUTE FUNCTION "free_shredding_key"();
CREATE OR REPLACE TRIGGER "member_key_freed" AFTER DELETE OR UPDATE ON "member_key"
    FOR EACH ROW EXECUTE FUNCTION "free_shredding_key"();
CREATE OR REPLACE TRIGGER "boycott_phase_key_freed" AFTER DELETE OR UPDATE ON "boycott_phase_key"
    FOR EACH ROW EXECUTE FUNCTION "free_shredding_key"();
CREATE OR REPLACE TRIGGER "payout_key_freed" AFTER DELETE OR UPDATE ON "payout"
    FOR EACH ROW EXECUTE FUNCTION "free_shredding_key"();
CREATE OR REPLACE TRIGGER "survey_year_key_freed" AFTER DELETE OR UPDATE ON "survey_year"
    FOR EACH ROW EXECUTE FUNCTION "free_shredding_key"();
