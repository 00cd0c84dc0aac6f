-- Announces to a member's own pages that rows changed which concern her alone: NOTIFY "changed" with "own/", the table
-- and her id, once for all rows of a statement. What is kept for others does not depend on it, so nobody else's page is drawn anew.
CREATE OR REPLACE FUNCTION "announce_own"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changed', concat('own/', TG_TABLE_NAME, ' ', o."member_id"))
       FROM (SELECT DISTINCT "member_id" FROM "changed_rows" WHERE "member_id" IS NOT NULL) o;
    RETURN NULL;
END $$;

-- Triggers "…_own_row", "…_own_change" and "…_own_end": a trigger that sees all rows of a statement has one event.
DO $$
DECLARE
    "one" text;
BEGIN
    FOREACH "one" IN ARRAY ARRAY['inbox_item', 'follow', 'ignore', 'forum_read', 'forum_post', 'posting_pause',
        'member_choices', 'author']
    LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS "changed_rows"
            FOR EACH STATEMENT EXECUTE FUNCTION "announce_own"()', "one" || '_own_row', "one");
        EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS "changed_rows"
            FOR EACH STATEMENT EXECUTE FUNCTION "announce_own"()', "one" || '_own_change', "one");
        EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS "changed_rows"
            FOR EACH STATEMENT EXECUTE FUNCTION "announce_own"()', "one" || '_own_end', "one");
    END LOOP;
END $$;
