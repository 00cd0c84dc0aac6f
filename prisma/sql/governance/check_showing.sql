-- needs: subject_kind
-- A hidden row shows again by a later decision that restores this row or covers words of it, or names this post among
-- those of its author's day. The argument is the kind of subject.
CREATE OR REPLACE FUNCTION "check_showing"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM "decision" r JOIN "decision" h ON h."id" = OLD."hidden_by"
        WHERE r."kind" IN ('restore', 'cover')
          AND (r."subject" = TG_ARGV[0] || '/' || NEW."id" OR TG_ARGV[0] = 'post' AND r."batch" ? NEW."id")
          AND r."decided_at" >= h."decided_at" AND (r."replaces" IS NULL OR r."replaces" = h."id")) THEN
        RAISE EXCEPTION 'no decision restores this row' USING ERRCODE = 'NC012';
    END IF;
    RETURN NEW;
END $$;

-- A trigger "…_showing" on each table with a column hidden_by.
DO $$
DECLARE
    "hideable" name;
BEGIN
    FOR "hideable" IN SELECT c."relname" FROM pg_class c JOIN pg_attribute a ON a."attrelid" = c."oid"
        WHERE c."relkind" = 'r' AND c."relnamespace" = current_schema()::regnamespace AND a."attname" = 'hidden_by'
    LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE UPDATE OF "hidden_by" ON %I
            FOR EACH ROW WHEN (OLD."hidden_by" IS NOT NULL AND NEW."hidden_by" IS NULL) EXECUTE FUNCTION "check_showing"(%L)',
            "hideable" || '_showing', "hideable", "subject_kind"("hideable"::text));
    END LOOP;
END $$;
