-- Keeps post_search up to date with forum_post. A new post that waits in post_follow_up gets its row with that.
CREATE OR REPLACE FUNCTION "keep_post_search"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM post_search WHERE post_id = OLD.id;
    ELSIF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT 1 FROM post_follow_up WHERE post_id = NEW.id) THEN
            PERFORM put_post_search(NEW);
        END IF;
    -- Of the place only whether it is the first matters. While posts move, a thousand million is added to it.
    ELSIF ROW(NEW.text, NEW.withdrawn_on, NEW.hidden_by, NEW.posted_at, NEW.place % 1000000000 = 1, NEW.thread_id)
        IS DISTINCT FROM ROW(OLD.text, OLD.withdrawn_on, OLD.hidden_by, OLD.posted_at, OLD.place % 1000000000 = 1, OLD.thread_id) THEN
        PERFORM put_post_search(NEW);
    ELSIF NEW.member_id IS DISTINCT FROM OLD.member_id THEN
        -- The author's account was deleted, or an imported pseudonym claimed: only her label
        -- changes.
        UPDATE post_search SET vector = ts_delete(vector, '~' || coalesce(OLD.member_id, ''))
             || array_to_tsvector(array_remove(ARRAY['~' || NEW.member_id], NULL))
         WHERE post_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "forum_post_searched" AFTER INSERT OR UPDATE OR DELETE ON "forum_post"
    FOR EACH ROW EXECUTE FUNCTION "keep_post_search"();
