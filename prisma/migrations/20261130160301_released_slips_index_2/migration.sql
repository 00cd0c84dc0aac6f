-- Payouts from before days of counting were drawn.
CREATE INDEX CONCURRENTLY "payout_former_idx" ON "payout"("platform_id") WHERE "counting_on" IS NULL;
