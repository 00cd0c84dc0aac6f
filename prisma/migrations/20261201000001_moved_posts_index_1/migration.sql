-- Posts that are read in another thread than they were written in, by either. Partial: there are few.
CREATE INDEX CONCURRENTLY "forum_post_moved_idx" ON "forum_post"("thread_id", "moved_by", "place")
    WHERE "moved_by" IS NOT NULL;
