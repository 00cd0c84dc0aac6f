-- AlterTable
ALTER TABLE "session" ADD COLUMN     "prefixed" BOOLEAN NOT NULL DEFAULT false;
