-- AlterTable
ALTER TABLE "moderation_case" ADD COLUMN     "numbers" JSONB;
