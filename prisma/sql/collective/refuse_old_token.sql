-- While two versions of the server run, the older one would give a second token to a member whose mark
-- it does not know.
CREATE OR REPLACE FUNCTION "refuse_old_token"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM "boycott_phase_key" k
        WHERE k."boycott_id" = NEW."boycott_id" AND k."phase" = 'tokens') THEN
        RAISE EXCEPTION 'tokens are given by the newer version' USING ERRCODE = 'NC017';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER "boycott_token_refused" BEFORE INSERT ON "boycott_token"
    FOR EACH ROW EXECUTE FUNCTION "refuse_old_token"();
