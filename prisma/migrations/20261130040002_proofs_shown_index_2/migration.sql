-- CreateIndex
CREATE INDEX CONCURRENTLY "payout_platform_shown_idx" ON "payout" ("platform_id", "shown_from", "id" COLLATE "C") WHERE "shown_from" IS NOT NULL;
