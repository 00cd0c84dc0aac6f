-- CreateIndex
CREATE INDEX CONCURRENTLY "forum_thread_posts_last_post_at_id_idx" ON "forum_thread"("posts", "last_post_at", "id");
