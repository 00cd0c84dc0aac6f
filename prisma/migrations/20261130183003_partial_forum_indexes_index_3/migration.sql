CREATE INDEX CONCURRENTLY "forum_thread_task_newest_idx" ON "forum_thread"("task_id", "last_post_at", "id")
    WHERE "task_id" IS NOT NULL;
