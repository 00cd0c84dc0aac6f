-- AlterTable
ALTER TABLE "idempotency_key" ADD COLUMN     "content" INTEGER;
