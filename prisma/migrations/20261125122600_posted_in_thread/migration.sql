-- AlterTable
ALTER TABLE "forum_read" ADD COLUMN     "posted_at" TIMESTAMPTZ(0);
