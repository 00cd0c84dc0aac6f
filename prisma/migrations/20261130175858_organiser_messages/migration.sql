-- AlterTable
ALTER TABLE "member_choices" ADD COLUMN     "organiser_messages" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "organiser_message" (
    "id" TEXT NOT NULL,
    "boycott_id" TEXT NOT NULL,
    "member_id" TEXT,
    "text" TEXT NOT NULL,
    "checked_by" JSONB NOT NULL,
    "published_on" DATE NOT NULL,
    "hidden_by" TEXT,

    CONSTRAINT "organiser_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "organiser_message_boycott_id_idx" ON "organiser_message"("boycott_id");

-- CreateIndex
CREATE INDEX "organiser_message_member_id_idx" ON "organiser_message"("member_id");

-- CreateIndex
CREATE INDEX "organiser_message_hidden_by_idx" ON "organiser_message"("hidden_by");

-- CreateIndex
CREATE INDEX "organiser_message_published_on_idx" ON "organiser_message"("published_on");

-- AddForeignKey
ALTER TABLE "organiser_message" ADD CONSTRAINT "organiser_message_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organiser_message" ADD CONSTRAINT "organiser_message_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organiser_message" ADD CONSTRAINT "organiser_message_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;
