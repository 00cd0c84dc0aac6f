-- A hidden row shows again by a later decision that restores this row. The argument is the kind of subject.
CREATE OR REPLACE FUNCTION "check_showing"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM "decision" r JOIN "decision" h ON h."id" = OLD."hidden_by"
        WHERE r."kind" = 'restore' AND r."subject" = TG_ARGV[0] || '/' || NEW."id"
          AND r."decided_at" >= h."decided_at" AND (r."replaces" IS NULL OR r."replaces" = h."id")) THEN
        RAISE EXCEPTION 'no decision restores this row' USING ERRCODE = 'NC012';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER "payout_showing" BEFORE UPDATE OF "hidden_by" ON "payout"
    FOR EACH ROW WHEN (OLD."hidden_by" IS NOT NULL AND NEW."hidden_by" IS NULL) EXECUTE FUNCTION "check_showing"('payout');
CREATE OR REPLACE TRIGGER "incident_showing" BEFORE UPDATE OF "hidden_by" ON "incident"
    FOR EACH ROW WHEN (OLD."hidden_by" IS NOT NULL AND NEW."hidden_by" IS NULL) EXECUTE FUNCTION "check_showing"('incident');
CREATE OR REPLACE TRIGGER "review_showing" BEFORE UPDATE OF "hidden_by" ON "review"
    FOR EACH ROW WHEN (OLD."hidden_by" IS NOT NULL AND NEW."hidden_by" IS NULL) EXECUTE FUNCTION "check_showing"('review');
CREATE OR REPLACE TRIGGER "client_review_showing" BEFORE UPDATE OF "hidden_by" ON "client_review"
    FOR EACH ROW WHEN (OLD."hidden_by" IS NOT NULL AND NEW."hidden_by" IS NULL) EXECUTE FUNCTION "check_showing"('client-review');
CREATE OR REPLACE TRIGGER "task_report_showing" BEFORE UPDATE OF "hidden_by" ON "task_report"
    FOR EACH ROW WHEN (OLD."hidden_by" IS NOT NULL AND NEW."hidden_by" IS NULL) EXECUTE FUNCTION "check_showing"('task-report');
CREATE OR REPLACE TRIGGER "forum_post_showing" BEFORE UPDATE OF "hidden_by" ON "forum_post"
    FOR EACH ROW WHEN (OLD."hidden_by" IS NOT NULL AND NEW."hidden_by" IS NULL) EXECUTE FUNCTION "check_showing"('post');
CREATE OR REPLACE TRIGGER "client_guess_showing" BEFORE UPDATE OF "hidden_by" ON "client_guess"
    FOR EACH ROW WHEN (OLD."hidden_by" IS NOT NULL AND NEW."hidden_by" IS NULL) EXECUTE FUNCTION "check_showing"('guess');
CREATE OR REPLACE TRIGGER "reply_showing" BEFORE UPDATE OF "hidden_by" ON "reply"
    FOR EACH ROW WHEN (OLD."hidden_by" IS NOT NULL AND NEW."hidden_by" IS NULL) EXECUTE FUNCTION "check_showing"('reply');
CREATE OR REPLACE TRIGGER "boycott_showing" BEFORE UPDATE OF "hidden_by" ON "boycott"
    FOR EACH ROW WHEN (OLD."hidden_by" IS NOT NULL AND NEW."hidden_by" IS NULL) EXECUTE FUNCTION "check_showing"('boycott');
