-- AlterTable
ALTER TABLE "thread_decision" ADD COLUMN "old_title" TEXT;

-- Of renaming, and only of it, the title before is kept.
ALTER TABLE "thread_decision"
    DROP CONSTRAINT "thread_decision_kind",
    ADD CONSTRAINT "thread_decision_kind" CHECK ("kind" IN ('pin', 'unpin', 'close', 'reopen', 'move', 'slow', 'rename')),
    ADD CONSTRAINT "thread_decision_old_title" CHECK (("kind" = 'rename') = ("old_title" IS NOT NULL));
