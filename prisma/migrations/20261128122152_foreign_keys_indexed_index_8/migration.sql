-- CreateIndex
CREATE INDEX CONCURRENTLY "thread_decision_category_id_idx" ON "thread_decision"("category_id");
