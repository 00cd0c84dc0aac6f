-- Keeps post_search up to date with forum_thread: the platform of all its posts, the title of the first.
CREATE OR REPLACE FUNCTION "keep_thread_search"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.platform_id IS DISTINCT FROM OLD.platform_id THEN
        PERFORM put_post_search(p) FROM forum_post p WHERE p.thread_id = NEW.id;
    ELSIF NEW.title <> OLD.title THEN
        PERFORM put_post_search(p) FROM forum_post p WHERE p.thread_id = NEW.id AND p.place = 1;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "forum_thread_searched" AFTER UPDATE OF "title", "platform_id" ON "forum_thread"
    FOR EACH ROW EXECUTE FUNCTION "keep_thread_search"();
