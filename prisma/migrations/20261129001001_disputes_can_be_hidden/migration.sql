-- AlterTable
ALTER TABLE "revision_dispute" ADD COLUMN     "hidden_by" TEXT;

-- AddForeignKey
ALTER TABLE "revision_dispute" ADD CONSTRAINT "revision_dispute_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
