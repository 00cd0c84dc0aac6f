-- CreateIndex
CREATE INDEX CONCURRENTLY "proposed_act_first_id_idx" ON "proposed_act"("first_id");
