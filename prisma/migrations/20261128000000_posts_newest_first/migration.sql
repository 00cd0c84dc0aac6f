-- The newest posts in their order, for what is looked for among them first.
CREATE INDEX CONCURRENTLY "post_search_posted_at_post_id_idx" ON "post_search"("posted_at", "post_id");
