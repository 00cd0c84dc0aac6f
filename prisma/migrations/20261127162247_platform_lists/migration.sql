-- The lists of a platform's page, each in the order that it is asked in: a page is read from the index,
-- however many rows the platform has, and nothing is sorted. Each replaces one, which the migration after
-- this drops.
CREATE INDEX "payout_platform_posted_idx" ON "payout" ("platform_id", date_trunc('month', "published_on"::timestamp), "id" COLLATE "C");
CREATE INDEX "payout_asked_posted_idx" ON "payout" ("asked_month", date_trunc('month', "published_on"::timestamp), "id" COLLATE "C");
CREATE INDEX "payout_currency_posted_idx" ON "payout" ("currency", date_trunc('month', "published_on"::timestamp), "id" COLLATE "C");
CREATE INDEX "payout_open_claims_idx" ON "payout" ("platform_id", "no_news", "asked_month" COLLATE "C", "id" COLLATE "C") WHERE "state" = 'waiting';
CREATE INDEX "payout_closed_claims_idx" ON "payout" ("platform_id", "closed_month" COLLATE "C" DESC, "id" COLLATE "C") WHERE "closed_month" IS NOT NULL;
CREATE INDEX "review_platform_posted_idx" ON "review" ("platform_id", date_trunc('month', "published_on"::timestamp), "id");
CREATE INDEX "incident_platform_id_happened_month_id_idx" ON "incident"("platform_id", "happened_month", "id");
CREATE INDEX "forum_thread_platform_id_last_post_at_id_idx" ON "forum_thread"("platform_id", "last_post_at", "id");
CREATE INDEX "forum_thread_client_id_last_post_at_id_idx" ON "forum_thread"("client_id", "last_post_at", "id");
CREATE INDEX "forum_thread_task_id_last_post_at_id_idx" ON "forum_thread"("task_id", "last_post_at", "id");

-- Reviews from the lowest or the highest mark: rare writes, and a page that sorted all of a platform's.
CREATE INDEX "review_platform_score_idx" ON "review" ("platform_id", ("pay" + "punctuality" + "fairness" + "communication" + "supply"), date_trunc('month', "published_on"::timestamp), "id");

-- The gallery of all pay-outs. What it costs a write is won back below.
CREATE INDEX "payout_posted_idx" ON "payout" (date_trunc('month', "published_on"::timestamp), "id" COLLATE "C");

-- Of what is hidden alone: nearly no row is, and each had an entry.
CREATE INDEX "payout_hidden_idx" ON "payout" ("hidden_by") WHERE "hidden_by" IS NOT NULL;
CREATE INDEX "review_hidden_idx" ON "review" ("hidden_by") WHERE "hidden_by" IS NOT NULL;
CREATE INDEX "incident_hidden_idx" ON "incident" ("hidden_by") WHERE "hidden_by" IS NOT NULL;

-- Few incidents are of posts that were bought; a platform's page counts who reports them.
CREATE INDEX "incident_bought_idx" ON "incident" ("platform_id") WHERE "kind" = 'posts-bought';

-- Where a client gives work is kept with its figures: it took a walk through all its tasks.
ALTER TABLE "client_summary" ADD COLUMN     "platform_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];
UPDATE "client_summary" s SET "platform_ids" = ARRAY(
  SELECT i.platform_id FROM "client" c JOIN "client_identity" i ON i.client_id = c.id
   WHERE c.root_id = s.client_id
  UNION SELECT t.platform_id FROM "client" c JOIN "task" t ON t.client_id = c.id
   WHERE c.root_id = s.client_id ORDER BY 1);
CREATE INDEX "client_summary_platform_ids_idx" ON "client_summary" USING GIN ("platform_ids");
