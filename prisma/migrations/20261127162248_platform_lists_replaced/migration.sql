-- What the indexes of the migration before this replace.
DROP INDEX "payout_platform_id_published_on_idx";
DROP INDEX "payout_asked_month_published_on_idx";
DROP INDEX "payout_currency_published_on_idx";
DROP INDEX "payout_waiting_idx";
DROP INDEX "payout_closed_idx";
DROP INDEX "payout_after_reply_idx";
DROP INDEX "payout_hidden_by_idx";
DROP INDEX "review_platform_id_published_on_idx";
DROP INDEX "review_hidden_by_idx";
DROP INDEX "incident_platform_id_published_on_idx";
DROP INDEX "incident_hidden_by_idx";
DROP INDEX "forum_thread_platform_id_last_post_at_idx";
DROP INDEX "forum_thread_client_id_last_post_at_idx";
DROP INDEX "forum_thread_task_id_last_post_at_idx";
