-- CreateIndex
CREATE INDEX CONCURRENTLY "client_review_shown_idx" ON "client_review" ("client_id", "shown_from", "id" COLLATE "C") WHERE "shown_from" IS NOT NULL;
