-- Counts from scratch what is kept in kept_count. The row "counted" says that this was done.
CREATE OR REPLACE FUNCTION "recount"() RETURNS void LANGUAGE sql AS $$
    LOCK TABLE member, forum_thread, kept_count IN SHARE ROW EXCLUSIVE MODE;
    DELETE FROM kept_count;
    INSERT INTO kept_count (name, part, cell, count)
    SELECT 'counted', '', 0, 1
     UNION ALL SELECT 'members', '', 0, count(*)::int FROM member
     UNION ALL SELECT 'threads', category_id, 0, count(*)::int FROM forum_thread WHERE posts > 0 GROUP BY category_id
     UNION ALL SELECT 'posts', category_id, 0, sum(posts)::int FROM forum_thread GROUP BY category_id;
$$;
