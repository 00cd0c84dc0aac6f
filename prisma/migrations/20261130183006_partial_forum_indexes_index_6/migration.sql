CREATE INDEX CONCURRENTLY "forum_thread_guide_idx" ON "forum_thread"("category_id", "guide_on") WHERE "guide_on" IS NOT NULL;
