-- CreateIndex
CREATE INDEX CONCURRENTLY "moderation_case_taken_by_idx" ON "moderation_case"("taken_by");
