-- All that a released slip says: figures are counted from the index alone.
CREATE INDEX CONCURRENTLY "slip_released_idx" ON "slip"
    ("platform_id", "monday", "outcome", "detail", "detail_class", "established", "solicited") WHERE "released";
