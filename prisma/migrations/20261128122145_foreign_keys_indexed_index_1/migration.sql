-- CreateIndex
CREATE INDEX CONCURRENTLY "client_guess_member_id_idx" ON "client_guess"("member_id");
