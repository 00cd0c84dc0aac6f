-- AlterTable
ALTER TABLE "author" ADD COLUMN     "withdrew_on" DATE;
