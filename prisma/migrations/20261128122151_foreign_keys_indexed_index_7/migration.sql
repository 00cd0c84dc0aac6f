-- CreateIndex
CREATE INDEX CONCURRENTLY "revision_dispute_member_id_idx" ON "revision_dispute"("member_id");
