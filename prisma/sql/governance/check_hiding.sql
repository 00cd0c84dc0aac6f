-- needs: subject_kind
-- A row is hidden by a decision that hides, and that is about this row, or names this post among those of its
-- author's day. The argument is the kind of subject.
CREATE OR REPLACE FUNCTION "check_hiding"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW."hidden_by" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "decision" d WHERE d."id" = NEW."hidden_by"
        AND d."kind" IN ('hide', 'remove', 'veil') AND (d."subject" = TG_ARGV[0] || '/' || NEW."id" OR TG_ARGV[0] = 'post' AND d."batch" ? NEW."id")) THEN
        RAISE EXCEPTION 'hidden_by names no decision that hides this row' USING ERRCODE = 'NC011';
    END IF;
    RETURN NEW;
END $$;

-- A trigger "…_hiding" on each table with a column hidden_by.
DO $$
DECLARE
    "hideable" name;
BEGIN
    FOR "hideable" IN SELECT c."relname" FROM pg_class c JOIN pg_attribute a ON a."attrelid" = c."oid"
        WHERE c."relkind" = 'r' AND c."relnamespace" = current_schema()::regnamespace AND a."attname" = 'hidden_by'
    LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE INSERT OR UPDATE OF "hidden_by" ON %I
            FOR EACH ROW WHEN (NEW."hidden_by" IS NOT NULL) EXECUTE FUNCTION "check_hiding"(%L)',
            "hideable" || '_hiding', "hideable", "subject_kind"("hideable"::text));
    END LOOP;
END $$;
