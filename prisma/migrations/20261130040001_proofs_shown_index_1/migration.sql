-- CreateIndex
CREATE INDEX CONCURRENTLY "payout_shown_idx" ON "payout" ("shown_from", "id" COLLATE "C") WHERE "shown_from" IS NOT NULL;
