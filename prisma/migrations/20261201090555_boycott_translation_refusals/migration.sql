-- AlterTable
ALTER TABLE "boycott_translation" ADD COLUMN "refusal_reason" TEXT;

-- AlterTable
ALTER TABLE "boycott_translation" ADD COLUMN "refusal_text" TEXT;

-- AlterTable
ALTER TABLE "boycott_translation" ADD COLUMN "refused_on" DATE;
