-- needs: subject_kind
-- Words of a row's text are covered by a decision to cover that is about this row, and shown again by a decision to
-- uncover that replaces it. The argument is the kind of subject.
CREATE OR REPLACE FUNCTION "check_covering"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW."covered_by" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "decision" d WHERE d."id" = NEW."covered_by"
        AND d."kind" = 'cover' AND d."subject" = TG_ARGV[0] || '/' || NEW."id") THEN
        RAISE EXCEPTION 'covered_by names no decision that covers words of this row' USING ERRCODE = 'NC011';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW."covered_by" IS NULL AND NOT EXISTS (SELECT 1 FROM "decision" d
        WHERE d."kind" = 'uncover' AND d."subject" = TG_ARGV[0] || '/' || NEW."id" AND d."replaces" = OLD."covered_by") THEN
        RAISE EXCEPTION 'no decision shows the words of this row again' USING ERRCODE = 'NC012';
    END IF;
    RETURN NEW;
END $$;

-- A trigger "…_covering" on each table with a column covered_by.
DO $$
DECLARE
    "coverable" name;
BEGIN
    FOR "coverable" IN SELECT c."relname" FROM pg_class c JOIN pg_attribute a ON a."attrelid" = c."oid"
        WHERE c."relkind" = 'r' AND c."relnamespace" = current_schema()::regnamespace AND a."attname" = 'covered_by'
    LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE UPDATE OF "covered_by" ON %I
            FOR EACH ROW WHEN (OLD."covered_by" IS DISTINCT FROM NEW."covered_by") EXECUTE FUNCTION "check_covering"(%L)',
            "coverable" || '_covering', "coverable", "subject_kind"("coverable"::text));
        EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE INSERT ON %I
            FOR EACH ROW WHEN (NEW."covered_by" IS NOT NULL) EXECUTE FUNCTION "check_covering"(%L)',
            "coverable" || '_covering_new', "coverable", "subject_kind"("coverable"::text));
    END LOOP;
END $$;
