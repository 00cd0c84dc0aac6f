-- DropForeignKey
ALTER TABLE "message_flag" DROP CONSTRAINT "message_flag_sender_id_fkey";

-- AlterTable
ALTER TABLE "message_flag" DROP COLUMN "sentence",
ADD COLUMN     "outcome" TEXT;

-- CreateTable
CREATE TABLE "message_suspension" (
    "member_id" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "ends_on" DATE NOT NULL,

    CONSTRAINT "message_suspension_pkey" PRIMARY KEY ("member_id")
);

-- CreateIndex
CREATE INDEX "message_suspension_ends_on_idx" ON "message_suspension"("ends_on");

-- AddForeignKey
ALTER TABLE "message_flag" ADD CONSTRAINT "message_flag_sender_id_fkey" FOREIGN KEY ("sender_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_suspension" ADD CONSTRAINT "message_suspension_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
