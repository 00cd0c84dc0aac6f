-- Null in rows from before: they count from the day they were posted.
ALTER TABLE "payout" ADD COLUMN     "counting_on" DATE,
ADD COLUMN     "lines_on" DATE;

ALTER TABLE "slip" ADD COLUMN     "established" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "platform_summary" ADD COLUMN     "lines_kept" JSONB;
