-- Writes the search entry of a post. A hidden or withdrawn reply has none; that of a hidden or withdrawn first post has
-- the title only.
CREATE OR REPLACE FUNCTION "put_post_search"("post" forum_post) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    "said" text := CASE WHEN post.withdrawn_on IS NULL AND post.hidden_by IS NULL THEN post.text END;
    "month" text := to_char(post.posted_at AT TIME ZONE 'UTC', 'YYYYMM');
    "thread" forum_thread;
    "title" text;
    "labels" text[];
BEGIN
    IF said IS NULL AND post.place > 1 THEN
        DELETE FROM post_search WHERE post_id = post.id;
        RETURN;
    END IF;
    SELECT * INTO thread FROM forum_thread WHERE id = post.thread_id;
    title := CASE WHEN post.place = 1 THEN thread.title END;
    labels := array_remove(ARRAY['@' || month, '@' || left(month, 4), CASE WHEN post.place = 1 THEN '=thread' END,
                                 '#' || thread.platform_id, '~' || post.member_id], NULL);
    INSERT INTO post_search (post_id, posted_at, title_key, vector)
    VALUES (post.id, post.posted_at, search_fold(title), search_vector(title, said) || array_to_tsvector(labels))
    ON CONFLICT (post_id) DO UPDATE SET posted_at = excluded.posted_at, title_key = excluded.title_key,
        vector = excluded.vector;
    INSERT INTO search_month VALUES (month, 0) ON CONFLICT DO NOTHING;
END $$;
