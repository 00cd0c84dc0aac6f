-- A picture belongs to one thing: a pay-out, an incident or a post.
ALTER TABLE "screenshot"
    DROP CONSTRAINT "screenshot_of_one",
    ADD CONSTRAINT "screenshot_of_one" CHECK (num_nonnulls("payout_id", "incident_id", "post_id") = 1);

-- A thread is about one thing at most, and is closed with a rule and a reason.
ALTER TABLE "forum_thread"
    ADD CONSTRAINT "forum_thread_about_one" CHECK (num_nonnulls("platform_id", "client_id", "task_id", "payout_id") <= 1),
    ADD CONSTRAINT "forum_thread_closed" CHECK (num_nonnulls("closed_on", "closed_rule", "closed_reason") IN (0, 3)),
    ADD CONSTRAINT "forum_thread_posts" CHECK ("posts" >= 0);

-- A post says something, or was taken back with all of it.
ALTER TABLE "forum_post"
    ADD CONSTRAINT "forum_post_place" CHECK ("place" >= 1),
    ADD CONSTRAINT "forum_post_withdrawn" CHECK (num_nonnulls("text", "html") = CASE WHEN "withdrawn_on" IS NULL THEN 2 ELSE 0 END);

ALTER TABLE "thread_decision"
    ADD CONSTRAINT "thread_decision_kind" CHECK ("kind" IN ('pin', 'unpin', 'close', 'reopen', 'move', 'slow')),
    ADD CONSTRAINT "thread_decision_rule" CHECK (("kind" = 'close') = ("rule" IS NOT NULL));
