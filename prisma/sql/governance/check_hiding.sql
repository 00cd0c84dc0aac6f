-- A row is hidden by a decision that hides, and that is about this row. The argument is the kind of subject.
CREATE OR REPLACE FUNCTION "check_hiding"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW."hidden_by" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "decision" d WHERE d."id" = NEW."hidden_by"
        AND d."kind" IN ('hide', 'remove', 'veil') AND d."subject" = TG_ARGV[0] || '/' || NEW."id") THEN
        RAISE EXCEPTION 'hidden_by names no decision that hides this row' USING ERRCODE = 'NC011';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER "payout_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "payout"
    FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('payout');
CREATE OR REPLACE TRIGGER "incident_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "incident"
    FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('incident');
CREATE OR REPLACE TRIGGER "review_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "review"
    FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('review');
CREATE OR REPLACE TRIGGER "client_review_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "client_review"
    FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('client-review');
CREATE OR REPLACE TRIGGER "task_report_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "task_report"
    FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('task-report');
CREATE OR REPLACE TRIGGER "forum_post_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "forum_post"
    FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('post');
CREATE OR REPLACE TRIGGER "client_guess_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "client_guess"
    FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('guess');
CREATE OR REPLACE TRIGGER "reply_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "reply"
    FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('reply');
CREATE OR REPLACE TRIGGER "boycott_hiding" BEFORE INSERT OR UPDATE OF "hidden_by" ON "boycott"
    FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"('boycott');
