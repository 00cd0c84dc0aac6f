-- Rewrites, in random order, all rows that this transaction wrote in tables where members leave rows behind,
-- and of each table up to "most" that were left before. PostgreSQL keeps with a row the transaction that wrote
-- it, and rows of one transaction lie side by side: both would join what one member left.
CREATE OR REPLACE FUNCTION "rewrite_left_rows"("most" int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    "left" record;
    "place" tid;
BEGIN
    FOR "left" IN
        SELECT c."conrelid"::regclass AS "rows", quote_ident(a."attname") AS "column",
               CASE WHEN c."confrelid" = 'member'::regclass THEN quote_ident(a."attname") || ' IS NULL'
                    ELSE quote_ident(a."attname") || ' IN (SELECT "id" FROM "author" WHERE "member_id" IS NULL)' END AS "others"
          FROM pg_constraint c JOIN pg_attribute a ON a."attrelid" = c."conrelid" AND a."attnum" = c."conkey"[1]
         WHERE c."contype" = 'f' AND c."connamespace" = current_schema()::regnamespace
           AND (c."confrelid" = 'member'::regclass AND c."confdeltype" = 'n' OR c."confrelid" = 'author'::regclass)
        UNION ALL VALUES
            ('post_search'::regclass, 'post_id',
             'EXISTS (SELECT 1 FROM "forum_post" p WHERE p."id" = "post_id" AND p."member_id" IS NULL)'),
            ('slip', 'owner', '"released"'),
            ('publication_spending', 'owner', 'true'),
            ('left_pseudonym', 'hash', 'true')
    LOOP
        FOR "place" IN EXECUTE format(
            'SELECT ctid FROM %1$s WHERE xmin = pg_current_xact_id()::xid OR ctid IN (
                 SELECT ctid FROM %1$s WHERE %2$s ORDER BY random() LIMIT %3$s FOR NO KEY UPDATE SKIP LOCKED)
              ORDER BY random()', "left"."rows", "left"."others", "most")
        LOOP
            EXECUTE format('UPDATE %1$s SET %2$s = %2$s WHERE ctid = $1', "left"."rows", "left"."column") USING "place";
        END LOOP;
    END LOOP;
END $$;
