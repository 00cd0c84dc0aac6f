-- Announces to who reported a payout that its picture changed, as announce_own does.
CREATE OR REPLACE FUNCTION "announce_own_pictures"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changed', concat('own/', TG_TABLE_NAME, ' ', o."member_id")) FROM (
        SELECT DISTINCT a."member_id" FROM "changed_rows" c JOIN "payout" y ON y."id" = c."payout_id"
          JOIN "author" a ON a."id" = y."author_id" WHERE a."member_id" IS NOT NULL) o;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "screenshot_own_row" AFTER INSERT ON "screenshot" REFERENCING NEW TABLE AS "changed_rows"
    FOR EACH STATEMENT EXECUTE FUNCTION "announce_own_pictures"();
CREATE OR REPLACE TRIGGER "screenshot_own_change" AFTER UPDATE ON "screenshot" REFERENCING NEW TABLE AS "changed_rows"
    FOR EACH STATEMENT EXECUTE FUNCTION "announce_own_pictures"();
CREATE OR REPLACE TRIGGER "screenshot_own_end" AFTER DELETE ON "screenshot" REFERENCING OLD TABLE AS "changed_rows"
    FOR EACH STATEMENT EXECUTE FUNCTION "announce_own_pictures"();
