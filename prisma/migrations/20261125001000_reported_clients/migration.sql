-- AlterTable
ALTER TABLE "client" ADD COLUMN     "reported" BOOLEAN NOT NULL DEFAULT false;
