-- AlterTable
ALTER TABLE "push_subscription" ADD COLUMN     "called_at" TIMESTAMPTZ(0);

-- CreateTable
CREATE TABLE "mail_asked" (
    "address_hash" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "count" INTEGER NOT NULL,
    "refused" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "mail_asked_pkey" PRIMARY KEY ("address_hash")
);
