-- Announces to who reported a payout that it changed, as announce_own does; its author is a member or was one.
CREATE OR REPLACE FUNCTION "announce_own_payouts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changed', concat('own/', TG_TABLE_NAME, ' ', o."member_id")) FROM (
        SELECT DISTINCT a."member_id" FROM "changed_rows" c JOIN "author" a ON a."id" = c."author_id"
         WHERE a."member_id" IS NOT NULL) o;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "payout_own_row" AFTER INSERT ON "payout" REFERENCING NEW TABLE AS "changed_rows"
    FOR EACH STATEMENT EXECUTE FUNCTION "announce_own_payouts"();
CREATE OR REPLACE TRIGGER "payout_own_change" AFTER UPDATE ON "payout" REFERENCING NEW TABLE AS "changed_rows"
    FOR EACH STATEMENT EXECUTE FUNCTION "announce_own_payouts"();
CREATE OR REPLACE TRIGGER "payout_own_end" AFTER DELETE ON "payout" REFERENCING OLD TABLE AS "changed_rows"
    FOR EACH STATEMENT EXECUTE FUNCTION "announce_own_payouts"();
