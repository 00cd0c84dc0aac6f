-- CreateIndex
CREATE INDEX CONCURRENTLY "screenshot_compare_order_idx" ON "screenshot"("compare_order");
