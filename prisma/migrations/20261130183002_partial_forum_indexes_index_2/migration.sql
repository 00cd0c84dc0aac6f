CREATE INDEX CONCURRENTLY "forum_thread_client_newest_idx" ON "forum_thread"("client_id", "last_post_at", "id")
    WHERE "client_id" IS NOT NULL;
