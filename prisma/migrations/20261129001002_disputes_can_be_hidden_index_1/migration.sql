-- CreateIndex
CREATE INDEX CONCURRENTLY "revision_dispute_hidden_by_idx" ON "revision_dispute"("hidden_by");
