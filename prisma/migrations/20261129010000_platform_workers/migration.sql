-- AlterTable
ALTER TABLE "platform" ADD COLUMN     "paid_workers" INTEGER,
ADD COLUMN     "registered_accounts" INTEGER;
