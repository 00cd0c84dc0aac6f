-- AlterTable
ALTER TABLE "member_choices" ADD COLUMN     "weekly_news" BOOLEAN NOT NULL DEFAULT false;
