-- CreateIndex
CREATE INDEX CONCURRENTLY "forum_thread_category_id_guide_on_idx" ON "forum_thread"("category_id", "guide_on");
