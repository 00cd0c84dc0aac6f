-- AlterTable
ALTER TABLE "screenshot" ADD COLUMN     "compare_order" INTEGER;
