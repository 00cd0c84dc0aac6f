-- The kind of subject, as decisions name it, of the rows of a table with a column hidden_by.
CREATE OR REPLACE FUNCTION "subject_kind"("of_table" text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE "of_table"
        WHEN 'forum_post' THEN 'post'
        WHEN 'client_guess' THEN 'guess'
        WHEN 'revision_dispute' THEN 'dispute'
        WHEN 'solidarity_fund' THEN 'fund'
        WHEN 'posting_pause' THEN 'pause'
        ELSE replace("of_table", '_', '-')
    END
$$;
