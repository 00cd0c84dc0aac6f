-- CreateIndex
CREATE INDEX CONCURRENTLY "boycott_translation_message_id_idx" ON "boycott_translation"("message_id");
