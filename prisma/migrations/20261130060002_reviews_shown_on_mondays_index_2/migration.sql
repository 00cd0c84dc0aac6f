-- CreateIndex
CREATE INDEX CONCURRENTLY "review_platform_score_shown_idx" ON "review" ("platform_id", ("pay" + "punctuality" + "fairness" + "communication" + "supply"), "shown_from", "id" COLLATE "C") WHERE "shown_from" IS NOT NULL;
