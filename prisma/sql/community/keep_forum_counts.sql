-- needs: add_to_count
-- Keeps the counts of threads and posts of each category (kept_count). A thread without posts does not count: all of
-- them are read in another one.
CREATE OR REPLACE FUNCTION "keep_forum_counts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.posts > 0 THEN
        IF TG_OP = 'UPDATE' AND NEW.category_id = OLD.category_id AND NEW.posts > 0 THEN
            PERFORM add_to_count('posts', NEW.category_id, NEW.posts - OLD.posts);
            RETURN NULL;
        END IF;
        PERFORM add_to_count('threads', OLD.category_id, -1), add_to_count('posts', OLD.category_id, -OLD.posts);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.posts > 0 THEN
        PERFORM add_to_count('threads', NEW.category_id, 1), add_to_count('posts', NEW.category_id, NEW.posts);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "forum_thread_counted" AFTER INSERT OR DELETE ON "forum_thread"
    FOR EACH ROW EXECUTE FUNCTION "keep_forum_counts"();
CREATE OR REPLACE TRIGGER "forum_thread_recounted" AFTER UPDATE OF "posts", "category_id" ON "forum_thread"
    FOR EACH ROW WHEN (NEW."posts" <> OLD."posts" OR NEW."category_id" <> OLD."category_id")
    EXECUTE FUNCTION "keep_forum_counts"();
