-- CreateIndex
CREATE INDEX "payout_asked_month_published_on_idx" ON "payout"("asked_month", "published_on");

-- CreateIndex
CREATE INDEX "payout_currency_published_on_idx" ON "payout"("currency", "published_on");
