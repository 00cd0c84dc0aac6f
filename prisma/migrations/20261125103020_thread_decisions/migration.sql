-- CreateTable
CREATE TABLE "thread_decision" (
    "thread_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "rule" TEXT,
    "reason" TEXT NOT NULL,
    "category_id" TEXT,
    "seconds" INTEGER,
    "decided_on" DATE NOT NULL,
    "member_id" TEXT,

    CONSTRAINT "thread_decision_pkey" PRIMARY KEY ("thread_id","number")
);

-- CreateIndex
CREATE INDEX "thread_decision_member_id_idx" ON "thread_decision"("member_id");

-- CreateIndex
CREATE INDEX "forum_post_thread_id_posted_at_idx" ON "forum_post"("thread_id", "posted_at");

-- CreateIndex
CREATE INDEX "forum_thread_category_id_pinned_idx" ON "forum_thread"("category_id", "pinned");

-- AddForeignKey
ALTER TABLE "thread_decision" ADD CONSTRAINT "thread_decision_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "forum_thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_decision" ADD CONSTRAINT "thread_decision_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "forum_category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_decision" ADD CONSTRAINT "thread_decision_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;
