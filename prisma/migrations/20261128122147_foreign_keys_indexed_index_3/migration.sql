-- CreateIndex
CREATE INDEX CONCURRENTLY "decision_member_id_idx" ON "decision"("member_id");
