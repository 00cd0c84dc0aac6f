-- The newest posts in their order, for what is looked for among them first.
-- beside the version before: built in a second for a million posts, in which posts wait. Built beside them
-- (CONCURRENTLY) it would wait for other processes that start and wait for this one.
CREATE INDEX "post_search_posted_at_post_id_idx" ON "post_search"("posted_at", "post_id");
