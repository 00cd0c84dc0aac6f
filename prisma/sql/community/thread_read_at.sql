-- The thread in which the posts of a thread are read: itself, or the one that took them when decisions emptied it.
CREATE OR REPLACE FUNCTION "thread_read_at"("thread" text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    "at" text := thread;
    "next" text;
BEGIN
    -- Threads that were merged in a row lead on from one to the next.
    FOR i IN 1..50 LOOP
        EXIT WHEN NOT EXISTS (SELECT 1 FROM forum_thread t WHERE t.id = at AND t.posts = 0);
        SELECT v.to_thread INTO next FROM thread_move v WHERE v.from_thread = at ORDER BY v.number DESC LIMIT 1;
        EXIT WHEN next IS NULL;
        at := next;
    END LOOP;
    RETURN at;
END $$;
