-- AlterTable
ALTER TABLE "platform_summary" ADD COLUMN "crowd" JSONB;
