-- What a decision hides is not found by its words, as what was taken back is not: a hidden reply has no
-- row, and a hidden post that began a thread leaves its title to be found.
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

CREATE OR REPLACE FUNCTION "keep_post_search"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM post_search WHERE post_id = OLD.id;
    ELSIF TG_OP = 'INSERT' THEN
        PERFORM put_post_search(NEW);
    ELSIF ROW(NEW.text, NEW.withdrawn_on, NEW.hidden_by, NEW.posted_at, NEW.place, NEW.thread_id)
        IS DISTINCT FROM ROW(OLD.text, OLD.withdrawn_on, OLD.hidden_by, OLD.posted_at, OLD.place, OLD.thread_id) THEN
        PERFORM put_post_search(NEW);
    ELSIF NEW.member_id IS DISTINCT FROM OLD.member_id THEN
        -- Her account is gone, or came back to who claimed it; nothing has to be read anew.
        UPDATE post_search SET vector = ts_delete(vector, '~' || coalesce(OLD.member_id, ''))
             || array_to_tsvector(array_remove(ARRAY['~' || NEW.member_id], NULL))
         WHERE post_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
