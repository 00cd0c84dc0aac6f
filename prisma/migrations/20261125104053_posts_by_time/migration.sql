-- DropIndex
DROP INDEX "forum_post_thread_id_posted_at_idx";

-- CreateIndex
CREATE INDEX "forum_post_thread_id_posted_at_place_idx" ON "forum_post"("thread_id", "posted_at", "place");
