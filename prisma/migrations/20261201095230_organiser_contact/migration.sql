-- CreateTable
CREATE TABLE "organiser_contact" (
    "id" TEXT NOT NULL,
    "boycott_id" TEXT NOT NULL,
    "member_id" TEXT,
    "address" TEXT NOT NULL,
    "checked_by" JSONB NOT NULL,
    "published_on" DATE NOT NULL,
    "hidden_by" TEXT,

    CONSTRAINT "organiser_contact_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organiser_contact_boycott_id_key" ON "organiser_contact"("boycott_id");

-- CreateIndex
CREATE INDEX "organiser_contact_member_id_idx" ON "organiser_contact"("member_id");

-- CreateIndex
CREATE INDEX "organiser_contact_hidden_by_idx" ON "organiser_contact"("hidden_by");

-- AddForeignKey
ALTER TABLE "organiser_contact" ADD CONSTRAINT "organiser_contact_boycott_id_fkey" FOREIGN KEY ("boycott_id") REFERENCES "boycott"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organiser_contact" ADD CONSTRAINT "organiser_contact_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organiser_contact" ADD CONSTRAINT "organiser_contact_hidden_by_fkey" FOREIGN KEY ("hidden_by") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;
