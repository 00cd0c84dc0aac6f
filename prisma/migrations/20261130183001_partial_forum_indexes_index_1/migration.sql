-- Threads about a platform, a client or a task, newest post first. Partial: each new post moves a thread's entries.
CREATE INDEX CONCURRENTLY "forum_thread_platform_newest_idx" ON "forum_thread"("platform_id", "last_post_at", "id")
    WHERE "platform_id" IS NOT NULL;
