CREATE INDEX CONCURRENTLY "forum_post_written_in_idx" ON "forum_post"("written_in") WHERE "written_in" IS NOT NULL;
