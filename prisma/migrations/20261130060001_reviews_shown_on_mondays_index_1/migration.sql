-- CreateIndex
CREATE INDEX CONCURRENTLY "review_platform_shown_idx" ON "review" ("platform_id", "shown_from", "id" COLLATE "C") WHERE "shown_from" IS NOT NULL;
