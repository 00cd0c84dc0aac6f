-- AlterTable
ALTER TABLE "proof_voice" ADD COLUMN     "frozen_established" BOOLEAN,
ADD COLUMN     "frozen_voice" TEXT;

-- CreateIndex
CREATE INDEX "proof_voice_member_id_idx" ON "proof_voice"("member_id");

-- CreateIndex
CREATE INDEX "check_opinion_member_id_idx" ON "check_opinion"("member_id");
