-- CreateIndex
CREATE INDEX CONCURRENTLY "client_revision_member_id_idx" ON "client_revision"("member_id");
