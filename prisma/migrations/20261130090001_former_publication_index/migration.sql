-- CreateIndex
CREATE INDEX CONCURRENTLY "payout_waiting_idx" ON "payout" ("id") WHERE "state" = 'waiting';
