-- AlterTable
ALTER TABLE "screenshot" ADD COLUMN     "layout" TEXT;
