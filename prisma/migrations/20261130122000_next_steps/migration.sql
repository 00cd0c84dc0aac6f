-- AlterTable
ALTER TABLE "member" ADD COLUMN     "recovery_check" TEXT;

-- AlterTable
ALTER TABLE "member_choices" ADD COLUMN     "first_steps_done" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "phrase_asked_from" INTEGER NOT NULL DEFAULT 3;
