-- CreateIndex
CREATE INDEX CONCURRENTLY "platform_revision_member_id_idx" ON "platform_revision"("member_id");
