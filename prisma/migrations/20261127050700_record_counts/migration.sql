-- Acts of which only the public record tells how many there were, for the transparency page: a few
-- among hundreds of thousands.
CREATE INDEX "record_entry_counted" ON "record_entry" ("kind", "day")
  WHERE "kind" IN ('notice-received', 'reply-received', 'reply-refused', 'flags-paused');
