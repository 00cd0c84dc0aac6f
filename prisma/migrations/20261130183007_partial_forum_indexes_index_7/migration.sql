-- Questions that nobody has answered.
CREATE INDEX CONCURRENTLY "forum_thread_unanswered_idx" ON "forum_thread"("last_post_at", "id") WHERE "posts" = 1;
