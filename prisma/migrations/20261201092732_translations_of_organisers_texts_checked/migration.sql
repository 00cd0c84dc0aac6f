ALTER TABLE "boycott_translation" VALIDATE CONSTRAINT "boycott_translation_message_id_fkey";
