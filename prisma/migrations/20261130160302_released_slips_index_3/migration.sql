-- Proofs that wait for their Monday.
CREATE INDEX CONCURRENTLY "payout_proof_due_idx" ON "payout"("proof_ready_on")
    WHERE "shown_from" IS NULL AND "proof_ready_on" IS NOT NULL;
