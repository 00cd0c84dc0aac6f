-- Who decided never changes. The member may be set to null.
CREATE OR REPLACE FUNCTION "keep_hand"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'member_id' = to_jsonb(OLD) - 'member_id'
        AND (NEW."member_id" IS NULL OR NEW."member_id" IS NOT DISTINCT FROM OLD."member_id") THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a decision on a case never changes' USING ERRCODE = 'NC013';
END $$;

CREATE OR REPLACE TRIGGER "decision_hand_kept" BEFORE UPDATE OR DELETE ON "decision_hand"
    FOR EACH ROW EXECUTE FUNCTION "keep_hand"();
