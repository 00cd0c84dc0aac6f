-- CreateIndex
CREATE INDEX CONCURRENTLY "incident_platform_shown_idx" ON "incident" ("platform_id", "shown_from", "id" COLLATE "C") WHERE "shown_from" IS NOT NULL;
