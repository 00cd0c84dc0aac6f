-- AlterTable
ALTER TABLE "forum_post" ADD COLUMN "is_first" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "forum_post" ADD COLUMN "me_too" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "forum_post" ADD COLUMN "thanks" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "forum_thread" ADD COLUMN     "solved_place" INTEGER;

-- CreateTable
CREATE TABLE "forum_reaction" (
    "reactor" BYTEA NOT NULL,
    "post_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'new',

    CONSTRAINT "forum_reaction_pkey" PRIMARY KEY ("reactor","post_id","kind")
);

-- CreateIndex
CREATE INDEX "forum_reaction_post_id_idx" ON "forum_reaction"("post_id");

-- CreateIndex
CREATE INDEX "forum_reaction_state_idx" ON "forum_reaction"("state");

-- AddForeignKey
ALTER TABLE "forum_reaction" ADD CONSTRAINT "forum_reaction_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "forum_post"("id") ON DELETE CASCADE ON UPDATE CASCADE;
