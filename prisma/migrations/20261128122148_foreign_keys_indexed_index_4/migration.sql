-- CreateIndex
CREATE INDEX CONCURRENTLY "moderation_case_platform_id_idx" ON "moderation_case"("platform_id");
