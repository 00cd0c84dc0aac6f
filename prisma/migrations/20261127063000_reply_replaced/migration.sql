-- One reply of a domain stands in one place: the next takes its place, and its text goes.
ALTER TABLE "reply"
    DROP CONSTRAINT "reply_state",
    ADD CONSTRAINT "reply_state" CHECK ("state" IN ('waiting', 'published', 'refused', 'replaced')),
    ADD CONSTRAINT "reply_replaced" CHECK ("state" <> 'replaced' OR ("text" = '' AND "sender" = '' AND "facts" IS NULL));
