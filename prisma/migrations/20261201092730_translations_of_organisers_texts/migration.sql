-- AlterTable
ALTER TABLE "boycott_translation" ADD COLUMN "message_id" TEXT;

-- AlterTable
ALTER TABLE "boycott_translation" ADD COLUMN "part" TEXT;

-- AlterTable
ALTER TABLE "boycott_translation" ADD COLUMN "text" TEXT;

-- AddForeignKey
ALTER TABLE "boycott_translation" ADD CONSTRAINT "boycott_translation_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "organiser_message"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
