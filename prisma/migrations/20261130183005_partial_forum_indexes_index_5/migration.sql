CREATE INDEX CONCURRENTLY "forum_thread_pinned_idx" ON "forum_thread"("category_id") WHERE "pinned";
