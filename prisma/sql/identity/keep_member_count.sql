-- needs: add_to_count
-- Keeps the count of members (kept_count).
CREATE OR REPLACE FUNCTION "keep_member_count"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM add_to_count('members', '', CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "member_counted" AFTER INSERT OR DELETE ON "member"
    FOR EACH ROW EXECUTE FUNCTION "keep_member_count"();
