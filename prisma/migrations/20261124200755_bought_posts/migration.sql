-- AlterTable
ALTER TABLE "author" ADD COLUMN     "frozen_young" BOOLEAN;

-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "asks" TEXT,
ADD COLUMN     "offered_at" TEXT,
ADD COLUMN     "reward_minor" INTEGER,
ADD COLUMN     "reward_rounded" INTEGER;
