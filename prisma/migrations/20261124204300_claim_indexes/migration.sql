-- The few claims of a platform must not cost a walk through all its pay-outs.
CREATE INDEX "payout_waiting_idx" ON "payout" ("platform_id") WHERE "state" = 'waiting';
CREATE INDEX "payout_closed_idx" ON "payout" ("platform_id", "closed_month") WHERE "closed_month" IS NOT NULL;
CREATE INDEX "payout_after_reply_idx" ON "payout" ("platform_id") WHERE "after_reply";
