-- AlterTable
ALTER TABLE "payout" ADD COLUMN     "closed_month" TEXT,
ADD COLUMN     "expected_days" INTEGER,
ADD COLUMN     "no_news" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "refusal" TEXT;

-- What the schema language cannot say.
ALTER TABLE "payout"
    ADD CONSTRAINT "payout_no_news" CHECK (NOT "no_news" OR "state" = 'waiting'),
    ADD CONSTRAINT "payout_refusal" CHECK ("refusal" IS NULL OR ("state" = 'refused'
        AND "refusal" IN ('no-reason', 'quality', 'account-closed', 'threshold', 'other'))),
    ADD CONSTRAINT "payout_closed" CHECK ("closed_month" IS NULL OR "state" <> 'waiting');
