-- `author_weight` replaces it, without the columns that go.
DROP VIEW IF EXISTS weighed_author;

-- Reports that the version before marked; tasks are marked since.
DELETE FROM "stale_figures" WHERE "kind" = 'report';

-- Keys that joined the unsigned evidence of a member on a platform: nothing shows them any more.
ALTER TABLE "author" DROP COLUMN "payout_key",
DROP COLUMN "incident_key",
DROP COLUMN "review_key",
DROP COLUMN "task_key",
DROP COLUMN "client_key",
DROP COLUMN "frozen_checked",
DROP COLUMN "frozen_country";
ALTER TABLE "member" DROP COLUMN "country";
ALTER TABLE "payout" DROP COLUMN "no_news";
ALTER TABLE "platform_summary" DROP COLUMN "last_received_on";
ALTER TABLE "standing_change" DROP COLUMN "numbers";
ALTER TABLE "task_report" DROP COLUMN "signed",
DROP COLUMN "text";

-- Indexes of the lists of payouts and reviews by the month in which they were posted.
DROP INDEX "payout_asked_posted_idx";
DROP INDEX "payout_closed_claims_idx";
DROP INDEX "payout_currency_posted_idx";
DROP INDEX "payout_posted_idx";
DROP INDEX "review_platform_score_idx";

-- Writes these tables anew: what is dropped would stay in their files.
CLUSTER "author" USING "author_pkey";
CLUSTER "task_report" USING "task_report_pkey";
ALTER TABLE "author" SET WITHOUT CLUSTER;
ALTER TABLE "task_report" SET WITHOUT CLUSTER;
