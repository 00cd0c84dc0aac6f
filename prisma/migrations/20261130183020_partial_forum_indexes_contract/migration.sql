-- Partial indexes replace them.
DROP INDEX "forum_thread_platform_id_last_post_at_id_idx";
DROP INDEX "forum_thread_client_id_last_post_at_id_idx";
DROP INDEX "forum_thread_task_id_last_post_at_id_idx";
DROP INDEX "forum_thread_payout_id_idx";
DROP INDEX "forum_thread_category_id_pinned_idx";
DROP INDEX "forum_thread_category_id_guide_on_idx";
DROP INDEX "forum_thread_posts_last_post_at_id_idx";
DROP INDEX "forum_post_hidden_by_idx";
