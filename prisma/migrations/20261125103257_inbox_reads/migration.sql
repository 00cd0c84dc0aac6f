-- DropIndex
DROP INDEX "inbox_item_member_id_at_idx";

-- CreateTable
CREATE TABLE "told_month" (
    "month" TEXT NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "told_month_pkey" PRIMARY KEY ("month")
);

-- CreateIndex
CREATE INDEX "forum_thread_started_at_idx" ON "forum_thread"("started_at");

-- CreateIndex
CREATE INDEX "forum_thread_category_id_started_at_idx" ON "forum_thread"("category_id", "started_at");

-- CreateIndex
CREATE INDEX "inbox_item_member_id_read_at_at_id_idx" ON "inbox_item"("member_id", "read_at", "at", "id");
