-- A decision on a case never changes. Member and platform may be set to null.
CREATE OR REPLACE FUNCTION "keep_decision"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD."case_id" IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - ARRAY['member_id', 'platform_id'] = to_jsonb(OLD) - ARRAY['member_id', 'platform_id']
        AND (NEW."member_id" IS NULL OR NEW."member_id" IS NOT DISTINCT FROM OLD."member_id")
        AND (NEW."platform_id" IS NULL OR NEW."platform_id" IS NOT DISTINCT FROM OLD."platform_id") THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a decision on a case never changes' USING ERRCODE = 'NC013';
END $$;

CREATE OR REPLACE TRIGGER "decision_kept" BEFORE UPDATE OR DELETE ON "decision"
    FOR EACH ROW EXECUTE FUNCTION "keep_decision"();
