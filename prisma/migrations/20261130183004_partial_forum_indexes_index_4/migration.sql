CREATE INDEX CONCURRENTLY "forum_thread_proof_idx" ON "forum_thread"("payout_id") WHERE "payout_id" IS NOT NULL;
