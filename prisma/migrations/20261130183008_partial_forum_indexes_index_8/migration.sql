CREATE INDEX CONCURRENTLY "forum_post_hidden_idx" ON "forum_post"("hidden_by") WHERE "hidden_by" IS NOT NULL;
