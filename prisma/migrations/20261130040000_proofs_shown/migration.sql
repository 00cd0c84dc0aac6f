ALTER TABLE "payout" ADD COLUMN     "proof_ready_on" DATE,
ADD COLUMN     "shown_from" DATE,
ADD COLUMN     "shows_amount" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "shows_month" BOOLEAN NOT NULL DEFAULT false;

-- Rows from before were public. Those that are proofs stay so, from the month in which they were posted, which
-- was public; what is signed also keeps its amount and month.
UPDATE "payout" SET "shown_from" = date_trunc('month', "published_on")::date,
    "proof_ready_on" = date_trunc('month', "published_on")::date,
    "shows_amount" = "signed", "shows_month" = "signed"
  WHERE "signed" OR "id" IN (SELECT "payout_id" FROM "screenshot" WHERE "payout_id" IS NOT NULL);

-- What was committed to was the whole row. With its salt, a commitment would confirm the row to whoever has a
-- copy of it. The next start commits to the proofs anew, and ends what is no proof.
UPDATE "record_entry" SET "salt" = NULL
    WHERE "salt" IS NOT NULL AND "subject" LIKE 'payout/%'
        AND "kind" !~ '-(hidden|removed|veiled|restored|left-standing)$';
