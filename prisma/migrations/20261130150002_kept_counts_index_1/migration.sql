-- CreateIndex
CREATE INDEX CONCURRENTLY "member_created_at_idx" ON "member"("created_at");
