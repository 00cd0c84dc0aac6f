-- needs: subject_kind
-- What is covered of a text goes with the text: what its author wrote, and the words that were proposed to cover. The
-- argument is the kind of subject.
CREATE OR REPLACE FUNCTION "forget_covered_words"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM "text_cover" WHERE "subject" = TG_ARGV[0] || '/' || OLD."id";
    UPDATE "case_proposal" p SET "words" = NULL FROM "moderation_case" k
     WHERE k."subject" = TG_ARGV[0] || '/' || OLD."id" AND p."case_id" = k."id" AND p."words" IS NOT NULL;
    RETURN NULL;
END $$;

-- Triggers "…_words_gone" and "…_words_emptied" on each table with a column covered_by.
DO $$
DECLARE
    "coverable" name;
BEGIN
    FOR "coverable" IN SELECT c."relname" FROM pg_class c JOIN pg_attribute a ON a."attrelid" = c."oid"
        WHERE c."relkind" = 'r' AND c."relnamespace" = current_schema()::regnamespace AND a."attname" = 'covered_by'
    LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER DELETE ON %I
            FOR EACH ROW WHEN (OLD."text" IS NOT NULL) EXECUTE FUNCTION "forget_covered_words"(%L)',
            "coverable" || '_words_gone', "coverable", "subject_kind"("coverable"::text));
        EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER UPDATE OF "text" ON %I
            FOR EACH ROW WHEN (OLD."text" IS NOT NULL AND NEW."text" IS NULL) EXECUTE FUNCTION "forget_covered_words"(%L)',
            "coverable" || '_words_emptied', "coverable", "subject_kind"("coverable"::text));
    END LOOP;
END $$;
