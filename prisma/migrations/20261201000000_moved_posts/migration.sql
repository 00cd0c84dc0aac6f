-- AlterTable
ALTER TABLE "forum_post" ADD COLUMN     "moved_by" TEXT,
ADD COLUMN     "written_in" TEXT,
ADD COLUMN     "written_place" INTEGER;

-- AlterTable
ALTER TABLE "forum_thread" ADD COLUMN     "solved_away" TEXT;

-- CreateTable
CREATE TABLE "thread_move" (
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "from_thread" TEXT NOT NULL,
    "to_thread" TEXT NOT NULL,
    "posts" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "alone" BOOLEAN NOT NULL,
    "decided_on" DATE NOT NULL,

    CONSTRAINT "thread_move_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "thread_move_kind" CHECK ("kind" IN ('merge', 'part'))
);

-- CreateIndex
CREATE UNIQUE INDEX "thread_move_number_key" ON "thread_move"("number");

-- CreateIndex
CREATE INDEX "thread_move_from_thread_number_idx" ON "thread_move"("from_thread", "number");
